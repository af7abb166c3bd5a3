import Bytes
import Formats

/// Values that use all that the writers offer.
enum PickleSample {
  static let integers: [Int64] = [
    0, 255, 256, 65_535, 65_536, -1, -128, -129, 1 << 31 - 1, 1 << 31, -(1 << 31), -(1 << 31) - 1, 1 << 40, .max, .min,
  ]

  /// What `written` must be read as.
  static var dump: String {
    var text = "{i12:{(s63,i777,):d3ff8000000000000,"
    for number in 0..<2345 { text += "i\(number):s\(PickleDump.hexadecimal(Array("t\(number % 5)".utf8)))," }
    text += "},s73:<" + (0..<1500).map { "i\($0)" }.sorted().joined() + ">,s65:<>,"
    text += "s6c:s\(String(repeating: "78", count: 300)),s6f:{},"
    text += "s69:[" + integers.map { "i\($0)," }.joined() + "],"
    text += "s6d:(N,T,F,d7ff8000000000000,d8000000000000000,sc3a9e282acf09d849e,(),[],),"
    text += "s64:[" + (0..<2500).map { "d\(hexadecimal(Double($0) / 3))," }.joined() + "],}"
    return text
  }

  private static func hexadecimal(_ value: Double) -> String {
    let digits = String(value.bitPattern, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  static func written(_ version: PickleWriter.Version) -> [UInt8] {
    var writer = PickleWriter(version: version)
    write(to: &writer)
    return writer.finish().array
  }

  static func write(to writer: inout PickleWriter) {
    writer.beginOrderedDictionary()
    writer.integer(12)
    writer.beginDictionary()
    writer.beginTuple()
    writer.text("c")
    writer.integer(777)
    writer.endTuple()
    writer.double(1.5)
    for number in 0..<2345 {
      writer.integer(number)
      writer.text("t\(number % 5)")
    }
    writer.endDictionary()
    writer.key("s")
    writer.beginSet()
    for number in 0..<1500 { writer.integer(number) }
    writer.endSet()
    writer.key("e")
    writer.beginSet()
    writer.endSet()
    writer.key("l")
    writer.text(String(repeating: "x", count: 300))
    writer.key("o")
    writer.beginOrderedDictionary()
    writer.endDictionary()
    writer.key("i")
    writer.beginList()
    for number in integers { writer.integer(number) }
    writer.endList()
    writer.key("m")
    writer.beginTuple()
    writer.none()
    writer.boolean(true)
    writer.boolean(false)
    writer.double(.nan)
    writer.double(-0.0)
    writer.text("é€𝄞")
    writer.beginTuple()
    writer.endTuple()
    writer.beginList()
    writer.endList()
    writer.endTuple()
    writer.key("d")
    writer.doubles((0..<2500).map { Double($0) / 3 })
    writer.endDictionary()
  }

  /// An archive shaped like a release, larger than what is held back at a time.
  static func writeArchive(to path: String) throws {
    var writer = try TorchArchiveWriter(creating: path, name: "release")
    writer.pickle.beginDictionary()
    writer.pickle.key("task_list")
    writer.pickle.beginList()
    writer.pickle.text("class_scene")
    writer.pickle.endList()
    writer.pickle.key("data")
    writer.pickle.beginDictionary()
    for number in 0..<2100 {
      writer.pickle.key("64-\(number)-basic")
      writer.pickle.beginDictionary()
      writer.pickle.key("class_scene")
      writer.pickle.doubles((0..<number % 150).map { Double($0) / 7 })
      writer.pickle.key("total_epochs")
      writer.pickle.integer(number % 150)
      writer.pickle.endDictionary()
      try writer.drain()
    }
    writer.pickle.endDictionary()
    writer.pickle.endDictionary()
    try writer.finish()
  }
}
