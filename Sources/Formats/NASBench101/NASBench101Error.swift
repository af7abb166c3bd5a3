public import Bytes
public import JSON

/// Why a record of a NAS-Bench-101 file cannot be read.
public struct NASBench101Error: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Reason: Sendable, Hashable {
    /// The frame of the record; see `TFRecordError.canGoOn` for whether another record can follow.
    case frame(TFRecordError)
    case json(JSONError)
    /// Something else than an array of five.
    case items(found: String)
    /// An item of the five, counted from 0, that is not what it should be.
    case item(Int, found: String, expected: String)
    /// The metrics are no base64.
    case base64(Base64Error)
    /// The metrics are no `ModelMetrics` message.
    case metrics(ProtobufError)
    /// Another number of evaluations than three.
    case evaluationCount(Int)
  }

  public let reason: Reason
  /// The number of the record, from 0.
  public let record: Int
  /// The offset of the payload in the file, or of the frame where that is damaged.
  public let offset: Int

  public init(_ reason: Reason, record: Int, offset: Int) {
    self.reason = reason
    self.record = record
    self.offset = offset
  }

  public var description: String {
    let what: String
    switch reason {
    case .frame(let error): return error.description
    case .json(let error): what = "no JSON: \(error)"
    case .items(let found): what = "\(found); expected an array of five"
    case .item(let index, let found, let expected): what = "item \(index): \(found); expected \(expected)"
    case .base64(let error): what = "item 4: \(error)"
    case .metrics(let error): what = "item 4: no ModelMetrics message: \(error)"
    case .evaluationCount(let count):
      what = "item 4: \(count) evaluations; expected \(NASBench101Metrics.evaluationCount)"
    }
    return "byte \(offset): record \(record): \(what)"
  }
}
