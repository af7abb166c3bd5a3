internal import Dispatch

/// The pieces that wait for an earlier one.
///
/// Unchecked: every access to the stored state holds `turn`.
final class OrderedPieces<Piece, Failure: Error>: @unchecked Sendable {
  private let turn = DispatchSemaphore(value: 1)
  private var waiting: [Int: Piece] = [:]
  private var next = 0
  private var firstFailure: Failure?

  /// Notes `piece`, and hands every piece whose turn has come to `consume`, in order; nothing after a failure.
  func complete(_ index: Int, _ piece: Piece, consume: (Piece) throws(Failure) -> Void) throws(Failure) {
    turn.wait()
    defer { turn.signal() }
    waiting[index] = piece
    while firstFailure == nil, let ready = waiting.removeValue(forKey: next) {
      try consume(ready)
      next += 1
    }
  }

  /// Notes an error; the first stays.
  func fail(_ error: Failure) {
    turn.wait()
    defer { turn.signal() }
    if firstFailure == nil { firstFailure = error }
  }

  var hasFailed: Bool { failure != nil }

  var failure: Failure? {
    turn.wait()
    defer { turn.signal() }
    return firstFailure
  }
}
