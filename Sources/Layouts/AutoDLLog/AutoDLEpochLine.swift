import Bytes
import Core

/// `000/012 :: Train [loss=2.43770, acc@1=12.90%, acc@5=61.29%] Valid [loss=2.34980, acc@1=6.06%, acc@5=60.61%]`
enum AutoDLEpochLine {
  /// What stands before each value, in order.
  private static let labels: [StaticString] = [
    " :: Train [loss=", ", acc@1=", "%, acc@5=", "%] Valid [loss=", ", acc@1=", "%, acc@5=",
  ]

  /// - Parameter offset: of the number of the epoch.
  /// - Parameter end: of the line, which nothing is read beyond.
  /// - Returns: the epoch and the number of all epochs; nil where the line has another form.
  static func parse(
    _ bytes: RawSpan, at offset: Int, end: Int, line: Int
  ) -> (epoch: AutoDLLoggedRun.Epoch, total: Int)? {
    let bytes = bytes.extracting(0..<end)
    var offset = offset
    guard let number = bytes.integer(at: &offset), skip("/", bytes, &offset), let total = bytes.integer(at: &offset),
      (0...999_999_999).contains(number), (0...999_999_999).contains(total)
    else { return nil }
    var values: [Double] = []
    values.reserveCapacity(labels.count)
    for label in labels {
      guard skip(label, bytes, &offset) else { return nil }
      let start = offset
      while let byte = bytes.byteIfPresent(at: offset), byte != UInt8(ascii: ","), byte != UInt8(ascii: "%") {
        offset += 1
      }
      guard let value = PythonNumber.double(bytes, start..<offset) else { return nil }
      values.append(value)
    }
    guard skip("%]", bytes, &offset) else { return nil }
    return (AutoDLLoggedRun.Epoch(number: Int(number), line: line, values: values), Int(total))
  }

  private static func skip(_ label: StaticString, _ bytes: RawSpan, _ offset: inout Int) -> Bool {
    guard bytes.starts(with: label, at: offset) else { return false }
    offset += label.utf8CodeUnitCount
    return true
  }
}
