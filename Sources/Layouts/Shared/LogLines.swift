import Bytes
import Core
import JSON

/// The part of a text log that belongs to one run, for the quarantine.
struct LogLines {
  /// The most bytes that the quarantine repeats.
  static let limit = 1 << 20

  /// `{"lines": [...]}` with the lines of `range`, as far as the limit goes.
  static func record(_ bytes: RawSpan, _ range: Range<Int>) -> String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("lines")
    writer.beginArray()
    var offset = range.lowerBound
    let end = min(range.upperBound, range.lowerBound + limit)
    while offset < end, let line = bytes.nextLine(at: &offset) {
      writer.string(bytes.string(line.lowerBound..<min(line.upperBound, end)))
    }
    writer.endArray()
    writer.endObject()
    return writer.finish().string
  }
}
