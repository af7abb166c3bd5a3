import Dispatch
import Synchronization

/// A value that another thread is making.
final class Later<Value: Sendable>: Sendable {
  private let made = Mutex<Value?>(nil)
  private let group = DispatchGroup()

  /// - Parameter thread: Runs what it is given on another thread.
  init(
    on thread: (@escaping @Sendable () -> Void) -> Void = { DispatchQueue(label: "beside").async(execute: $0) },
    _ make: @escaping @Sendable () -> Value
  ) {
    group.enter()
    thread { [self] in
      let value = make()
      made.withLock { $0 = value }
      group.leave()
    }
  }

  /// The value, once it is made.
  func value() -> Value {
    group.wait()
    guard let value = made.withLock({ $0 }) else { preconditionFailure("the other thread gave no result") }
    return value
  }
}
