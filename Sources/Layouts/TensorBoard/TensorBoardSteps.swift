/// Which epoch a step belongs to.
struct TensorBoardSteps: Sendable {
  var perEpoch = 1
  /// The step with which the first epoch begins.
  var first = 0

  /// The epoch, from 0; nil for a step before the first and for one beyond all reason.
  func epoch(ofStep step: Int64) -> Int? {
    guard step >= Int64(first) else { return nil }
    let epoch = (step - Int64(first)) / Int64(perEpoch)
    return epoch <= Int64(RunAssembler.epochLimit) ? Int(epoch) : nil
  }
}
