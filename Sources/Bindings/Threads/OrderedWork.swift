internal import Dispatch
internal import Synchronization

/// Many threads make pieces, one after the other takes them up in order.
public enum OrderedWork {
  /// Calls `produce` for 0 ..< `count` on up to `workers` threads, and `consume` for each result in that order.
  ///
  /// `consume` runs on whichever thread completes the next piece, never on two at once. At most `2 * workers + 2`
  /// pieces exist at any time, so memory is bounded by the size of a piece. The call returns when all is done.
  /// - Parameters:
  ///   - sink: What the pieces go into.
  ///   - scratch: Makes what one thread reuses from piece to piece: a compressor, a buffer.
  /// - Throws: The first error of any closure; pieces not yet begun are then left out.
  public static func run<Scratch: ~Copyable, Piece: Sendable, Sink: ~Copyable, Failure: Error>(
    count: Int, workers: Int, into sink: inout Sink,
    scratch: @Sendable () -> Scratch,
    produce: @Sendable (Int, inout Scratch) throws(Failure) -> Piece,
    consume: @Sendable (Piece, inout Sink) throws(Failure) -> Void
  ) throws(Failure) {
    let threads = max(1, min(workers, count))
    if threads == 1 {
      var own = scratch()
      for index in 0..<count { try consume(produce(index, &own), &sink) }
      return
    }
    // Filled after its creation: Dispatch traps where one ends with less than it began, as after an error.
    let window = DispatchSemaphore(value: 0)
    for _ in 0..<2 * workers + 2 { window.signal() }
    let claimed = Atomic(0)
    let order = OrderedPieces<Piece, Failure>()
    unsafe withUnsafeMutablePointer(to: &sink) { pointer in
      let target = unsafe SharedPointer(pointer)
      DispatchQueue.concurrentPerform(iterations: threads) { _ in
        var own = scratch()
        while true {
          // A place in the window first: the lowest piece begun always belongs to a thread that is not waiting.
          window.wait()
          let index = claimed.add(1, ordering: .relaxed).oldValue
          guard index < count, !order.hasFailed else {
            window.signal()
            return
          }
          do throws(Failure) {
            let piece = try produce(index, &own)
            try order.complete(index, piece) { (piece: Piece) throws(Failure) in
              try unsafe consume(piece, &target.pointer.pointee)
              window.signal()
            }
          } catch {
            // A failed piece gives its place back, so every waiting thread sees the failure in turn and leaves.
            order.fail(error)
            window.signal()
          }
        }
      }
    }
    if let failure = order.failure { throw failure }
  }
}

/// Lets the threads of one `OrderedWork.run` reach its sink.
///
/// Unchecked: it lives only inside that call, and is followed only by the thread whose turn it is.
@unsafe private struct SharedPointer<Value: ~Copyable>: @unchecked Sendable {
  let pointer: UnsafeMutablePointer<Value>

  @unsafe init(_ pointer: UnsafeMutablePointer<Value>) { unsafe self.pointer = pointer }
}
