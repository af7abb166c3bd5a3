import Bytes
import Core
import JSON

extension JSONWriter {
  /// Writes the values of one column, as long as the run lasted: null where absent, special values as text.
  mutating func column(_ metric: Int, of curve: Curve) {
    let values = curve.column(metric)
    beginArray()
    var epoch = 0
    while true {
      epoch += doubles(leading: values.span.extracting(droppingFirst: epoch))
      guard epoch < values.count else { break }
      let value = values[values.startIndex + epoch]
      if Curve.isAbsent(value) { null() } else { double(value) }
      epoch += 1
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
