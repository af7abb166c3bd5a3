import Bytes
import Formats
import JSON

/// What a text is that no layout knows: JSON, lines of JSON, a table, YAML or lines.
struct ForeignText {
  private(set) var facts: [(name: String, value: String)] = []
  private(set) var problem: String?

  /// The longest line that a log may have, in bytes.
  private static let lineLimit = 1 << 16
  /// How deep flow collections of YAML may lie within one another.
  private static let depthLimit = 64

  /// - Parameter name: of the file, in lower case.
  init(_ bytes: RawSpan, name: String) {
    if let offset = bytes.firstInvalidUTF8 {
      facts.append(("content", "bytes of no known kind"))
      problem = "byte \(offset): neither UTF-8 nor a known kind of binary file"
      return
    }
    var first = bytes.starts(with: "\u{FEFF}", at: 0) ? 3 : 0
    while first < bytes.byteCount, ByteSet.spaces.contains(bytes.byte(at: first)) { first += 1 }
    let opening = first < bytes.byteCount ? bytes.byte(at: first) : 0
    if name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
      readYAML(bytes)
    } else if bytes.starts(with: "\u{FEFF}", at: 0), [UInt8(ascii: "{"), UInt8(ascii: "[")].contains(opening) {
      facts.append(("content", "JSON behind a byte order mark"))
      problem = "byte 0: a byte order mark (EF BB BF); expected JSON to begin at once: save it as UTF-8 without one"
    } else if opening == UInt8(ascii: "{") || opening == UInt8(ascii: "[") && !name.hasSuffix(".txt") {
      readJSON(bytes)
    } else if name.hasSuffix(".csv") {
      readTable(bytes)
    } else {
      readLines(bytes, "text")
    }
  }

  // MARK: JSON

  private mutating func readJSON(_ bytes: RawSpan) {
    var tape = JSONTape()
    do throws(JSONError) {
      try tape.parse(bytes, options: .python)
      return facts.append(("content", "JSON document, \(Self.summary(of: tape))"))
    } catch {
      var offset = 0
      guard let line = bytes.nextLine(at: &offset), offset < bytes.byteCount,
        (try? tape.parse(bytes.extracting(line), options: .python)) != nil
      else {
        facts.append(("content", "JSON"))
        problem = "no JSON document: \(error)"
        return
      }
    }
    readJSONLines(bytes)
  }

  /// Lines of JSON, of which the last may have been cut while it was written.
  private mutating func readJSONLines(_ bytes: RawSpan) {
    var tape = JSONTape()
    var (offset, number, whole) = (0, 0, 0)
    while let line = bytes.nextLine(at: &offset) {
      number += 1
      if line.isEmpty { continue }
      do throws(JSONError) {
        try tape.parse(bytes.extracting(line), options: .python)
        whole += 1
      } catch {
        let isCut = offset >= bytes.byteCount && bytes.byte(at: bytes.byteCount - 1) != UInt8(ascii: "\n")
        if isCut {
          facts.append(("cut last line", "line \(number): \(error)"))
        } else if problem == nil {
          problem = "line \(number): no JSON document: \(error)"
        }
      }
    }
    facts.insert(("content", "lines of JSON, \(whole) whole"), at: 0)
  }

  private static func summary(of tape: JSONTape) -> String {
    let count = tape.count(of: tape.root)
    return tape.kind(of: tape.root) == .object ? "an object of \(count) members" : "an array of \(count) elements"
  }

  // MARK: Tables, YAML and lines

  private mutating func readTable(_ bytes: RawSpan) {
    do throws(CSVError) {
      let table = try CSVTable(ByteBuffer(bytes.array(0..<bytes.byteCount)))
      facts.append(("content", "table, \(table.columns.count) columns and \(table.rowCount) rows"))
      if let fault = table.faults.first {
        facts.append(("rows left out", "\(table.faultCount), the first on \(fault)"))
      }
    } catch {
      facts.append(("content", "table"))
      problem = "\(error)"
    }
  }

  /// Nothing of a YAML file is resolved; what would have to be is a problem.
  private mutating func readYAML(_ bytes: RawSpan) {
    var (offset, number) = (0, 0)
    while problem == nil, let line = bytes.nextLine(at: &offset) {
      number += 1
      if let fault = Self.fault(in: bytes, line) { problem = "line \(number): \(fault)" }
    }
    readLines(bytes, "YAML")
  }

  private static func fault(in bytes: RawSpan, _ line: Range<Int>) -> String? {
    var depth = 0
    var previous = UInt8(ascii: " ")
    for place in line {
      let byte = bytes.byte(at: place)
      if byte == UInt8(ascii: "#"), previous == UInt8(ascii: " ") { return nil }
      if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") { depth += 1 }
      if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") { depth -= 1 }
      if depth > depthLimit { return "more than \(depthLimit) lists within one another" }
      if [UInt8(ascii: " "), UInt8(ascii: "["), UInt8(ascii: ","), UInt8(ascii: "-")].contains(previous) {
        let word = bytes.string(place..<min(line.upperBound, place + 80)).prefix { !" ,]}".contains($0) }
        if byte == UInt8(ascii: "*"), word.count > 1 { return "the alias '\(word)': aliases are not resolved" }
        let plain = ["tuple", "list", "dict", "str", "unicode", "int", "float", "bool", "none", "None"]
        if word.hasPrefix("!!python/"), !plain.contains(String(word.dropFirst("!!python/".count))) {
          return "the tag '\(word)' asks for an object of Python: no tag is followed"
        }
      }
      previous = byte
    }
    return nil
  }

  private mutating func readLines(_ bytes: RawSpan, _ kind: String) {
    var (offset, count) = (0, 0)
    while let line = bytes.nextLine(at: &offset) {
      count += 1
      if line.count > Self.lineLimit, problem == nil {
        problem = "line \(count): \(line.count) bytes; a line has at most \(Self.lineLimit)"
      }
    }
    facts.append(("content", "\(kind), \(count) lines"))
    if bytes.firstOffset(of: 0x1B) != nil { facts.append(("control characters", "some, such as terminals obey")) }
    if let place = bytes.firstOffset(of: 0), problem == nil { problem = "byte \(place): a zero byte in a text" }
  }
}
