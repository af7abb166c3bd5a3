import Bytes

extension NASBench101Metrics {
  /// Reads a `ModelMetrics` message; fields that the message does not define are skipped.
  /// - Throws: `ProtobufError`, also where one of the numbers is missing.
  init(_ bytes: RawSpan) throws(ProtobufError) {
    var reader = ProtobufReader(0..<bytes.byteCount)
    var evaluations: [Evaluation] = []
    var (parameters, totalTime): (Int32?, Double?)
    while let field = try reader.next(in: bytes) {
      switch field.number {
      case 1: evaluations.append(try Evaluation(bytes, in: field.range()))
      case 2: parameters = Int32(truncatingIfNeeded: try field.integer())
      case 3: totalTime = try field.double()
      default: break
      }
    }
    guard let parameters else { throw ProtobufError(.missing(field: 2), at: bytes.byteCount) }
    guard let totalTime else { throw ProtobufError(.missing(field: 3), at: bytes.byteCount) }
    self.init(evaluations: evaluations, trainableParameters: parameters, totalTime: totalTime)
  }

  /// The message, its fields in the order of their numbers as the reference implementation writes them.
  func append(to writer: inout ProtobufWriter) {
    for evaluation in evaluations { writer.message(1) { evaluation.append(to: &$0) } }
    writer.integer(2, Int64(trainableParameters))
    writer.double(3, totalTime)
  }
}

extension NASBench101Metrics.Evaluation {
  fileprivate init(_ bytes: RawSpan, in range: Range<Int>) throws(ProtobufError) {
    var reader = ProtobufReader(range)
    var numbers: InlineArray<5, Double?> = [nil, nil, nil, nil, nil]
    var path: String?
    while let field = try reader.next(in: bytes) {
      switch field.number {
      case 1...5: numbers[field.number - 1] = try field.double()
      case 6:
        let text = try field.range()
        guard bytes.firstInvalidUTF8(in: text) == nil else { throw ProtobufError(.text(field: 6), at: field.offset) }
        path = bytes.string(text)
      default: break
      }
    }
    func number(_ field: Int) throws(ProtobufError) -> Double {
      guard let value = numbers[field - 1] else { throw ProtobufError(.missing(field: field), at: range.upperBound) }
      return value
    }
    self.init(
      currentEpoch: try number(1), trainingTime: try number(2), trainAccuracy: try number(3),
      validationAccuracy: try number(4), testAccuracy: try number(5), checkpointPath: path)
  }

  fileprivate func append(to writer: inout ProtobufWriter) {
    writer.double(1, currentEpoch)
    writer.double(2, trainingTime)
    writer.double(3, trainAccuracy)
    writer.double(4, validationAccuracy)
    writer.double(5, testAccuracy)
    if let checkpointPath { writer.string(6, checkpointPath) }
  }
}
