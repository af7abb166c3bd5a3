import Bytes
import Core
import JSON

extension JSONWriter {
  /// Writes the values of one column, as long as the run lasted: null where absent, special values as text.
  mutating func column(_ metric: Int, of curve: Curve) {
    let absent = Curve.absent.bitPattern
    beginArray()
    for epoch in 0..<curve.epochs {
      let value = curve[metric, epoch]
      if value.bitPattern == absent { null() } else { double(value) }
    }
    endArray()
  }

  /// Writes a number, or null.
  mutating func optional(_ value: Int?) {
    if let value { integer(value) } else { null() }
  }

  /// Writes a number, or null; special values as text.
  mutating func optional(_ value: Double?) {
    if let value { double(value) } else { null() }
  }

  /// Lets `body` write behind what `output` holds, as at the start of a document.
  static func append(to output: inout OutputBytes, _ body: (inout JSONWriter) -> Void) {
    var writer = JSONWriter()
    swap(&writer.output, &output)
    body(&writer)
    swap(&writer.output, &output)
  }
}
