import Bytes
import Formats

/// A TFRecord file that is being walked, for a reader that must be copyable; owned by one thread.
final class TFRecordCursor {
  /// The size of the longest record that is read.
  private static let recordLimit = 1 << 20

  private var file: TFRecordFile
  /// The number of the record that is read next, from 0.
  private(set) var nextRecord = 0

  init(opening path: String) throws(FileError) {
    file = try TFRecordFile(opening: path, limit: Self.recordLimit)
  }

  /// The number of the record that `next` found.
  var record: Int { file.record }
  /// The offset in the file of its payload.
  var payloadOffset: Int { file.payloadOffset }

  /// Finds the next record.
  /// - Throws: `TFRecordFileError`; where `canGoOn` the next call finds the record behind it.
  func next() throws(TFRecordFileError) -> Bool {
    do throws(TFRecordFileError) {
      guard try file.next() else { return false }
      nextRecord += 1
      return true
    } catch {
      if error.canGoOn { nextRecord += 1 }
      throw error
    }
  }

  func withPayload<Result, Failure>(_ body: (RawSpan) throws(Failure) -> Result) throws(Failure) -> Result {
    try file.withPayload(body)
  }
}

extension TFRecordFileError {
  /// The number of the damaged record, from 0.
  var record: Int? {
    if case .record(let error) = self { return error.record }
    return nil
  }

  /// Whether the record behind the damaged one can be read.
  var canGoOn: Bool {
    if case .record(let error) = self { return error.canGoOn }
    return false
  }
}
