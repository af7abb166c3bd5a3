/// Does two things at once: `first` on another thread, `second` on this one.
/// - Returns: what both gave, when both are done.
func sideBySide<First: Sendable, Second>(
  _ first: @escaping @Sendable () -> First, and second: () throws -> Second
) rethrows -> (First, Second) {
  let later = Later(first)
  defer { _ = later.value() }
  let other = try second()
  return (later.value(), other)
}
