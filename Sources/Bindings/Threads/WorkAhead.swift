internal import Dispatch
internal import Synchronization

/// Results in order, each made on another thread while the one before it is in use.
///
/// At most one result is made ahead, so memory is bounded by two of them.
public struct WorkAhead<Result: Sendable>: ~Copyable {
  private let count: Int
  private let isAhead: Bool
  private let make: @Sendable (Int) -> Result
  private var taken = 0
  private var pending: Pending<Result>?

  /// - Parameters:
  ///   - count: how many results there are.
  ///   - isAhead: false to make each only when it is asked for, on the thread that asks.
  ///   - make: makes the result of a number in 0 ..< `count`.
  public init(count: Int, isAhead: Bool, make: @escaping @Sendable (Int) -> Result) {
    self.count = count
    self.isAhead = isAhead
    self.make = make
    begin(0)
  }

  /// The next result; call at most `count` times.
  public mutating func next() -> Result {
    precondition(taken < count, "all results are taken")
    let result = pending?.wait() ?? make(taken)
    taken += 1
    begin(taken)
    return result
  }

  private mutating func begin(_ index: Int) {
    pending = isAhead && index < count ? Pending { [make] in make(index) } : nil
  }
}

/// A result that another thread is making.
private final class Pending<Result: Sendable>: Sendable {
  private let result = Mutex<Result?>(nil)
  private let group = DispatchGroup()

  init(_ make: @escaping @Sendable () -> Result) {
    DispatchQueue(label: "ahead").async(group: group) {
      let made = make()
      self.result.withLock { $0 = made }
    }
  }

  func wait() -> Result? {
    group.wait()
    return result.withLock { $0 }
  }
}
