import Formats

/// A document as text that tells every value and type apart, as `Tests/Oracles/dump_pickles.py` writes it.
struct PickleDump {
  let document: PickleDocument
  private(set) var text = ""

  init(_ document: PickleDocument) {
    self.document = document
    write(document.root)
  }

  private mutating func write(_ value: PickleValue) {
    switch document.kind(of: value) {
    case .none: text += "N"
    case .boolean: text += document.boolean(value) == true ? "T" : "F"
    case .integer, .bigInteger: text += "i\(document.digits(value) ?? "?")"
    case .double: text += "d\(Self.hexadecimal(document.double(value)?.bitPattern ?? 0))"
    case .complex:
      for number in document.complex(value).map({ [$0.real, $0.imaginary] }) ?? [] {
        text += "c\(Self.hexadecimal(number.bitPattern))"
      }
    case .text: text += "s\(Self.hexadecimal(Array((document.string(value) ?? "?").utf8)))"
    case .bytes: text += "b\(Self.hexadecimal(document.bytes(value) ?? []))"
    case .list: writeAll(value, "[", "]")
    case .tuple: writeAll(value, "(", ")")
    case .set, .frozenSet:
      let before = text
      var parts: [String] = []
      for element in document.elements(of: value) {
        text = ""
        write(element)
        parts.append(text)
      }
      text = before + "<" + parts.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }.joined() + ">"
    case .dictionary:
      text += "{"
      for member in document.members(of: value) {
        write(member.key)
        text += ":"
        write(member.value)
        text += ","
      }
      text += "}"
    case .array:
      guard let array = document.array(value) else {
        text += "A?"
        return
      }
      text += "A\(array.shape),\(array.dataType.name):"
      if let objects = document.objects(of: value) { return writeAll(objects, "", "") }
      for number in document.doubles(of: value) ?? [] { text += "d\(Self.hexadecimal(number.bitPattern))" }
    case .tensor:
      guard let tensor = document.tensor(value) else {
        text += "X?"
        return
      }
      text += "X\(tensor.storage.key),\(tensor.storage.count),\(tensor.offset),\(tensor.shape),\(tensor.strides)"
    case .object:
      guard let object = document.object(value) else {
        text += "O?"
        return
      }
      text += "O\(object.module).\(object.name)"
      write(object.arguments)
      write(object.state)
      write(object.content)
    case .global: text += "G\(document.globalName(value).map { "\($0.module).\($0.name)" } ?? "")"
    case .storage, .dataType: text += "S"
    }
  }

  private mutating func writeAll(_ value: PickleValue, _ start: String, _ end: String) {
    text += start
    for element in document.elements(of: value) {
      write(element)
      text += ","
    }
    text += end
  }

  private static func hexadecimal(_ bits: UInt64) -> String {
    let digits = String(bits, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

/// The dump of a pickle.
func dump(_ bytes: [UInt8], inert: Bool = false) throws(PickleError) -> String {
  PickleDump(try PickleDocument(bytes, options: PickleOptions(inert: inert))).text
}
