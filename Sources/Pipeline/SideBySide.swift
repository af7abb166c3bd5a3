import Dispatch
import Synchronization

/// Does two things at once: `first` on another thread, `second` on this one.
/// - Returns: what both gave, when both are done.
func sideBySide<First: Sendable, Second>(
  _ first: @escaping @Sendable () -> First, and second: () throws -> Second
) rethrows -> (First, Second) {
  let result = Box<First>()
  let group = DispatchGroup()
  DispatchQueue(label: "beside").async(group: group) {
    let value = first()
    result.value.withLock { $0 = value }
  }
  defer { group.wait() }
  let other = try second()
  group.wait()
  guard let value = result.value.withLock({ $0 }) else { preconditionFailure("the other thread gave no result") }
  return (value, other)
}

/// Where the other thread leaves its result.
private final class Box<Value: Sendable>: Sendable {
  let value = Mutex<Value?>(nil)
}
