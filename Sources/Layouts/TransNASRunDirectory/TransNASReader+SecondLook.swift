import Bytes
import Core
import JSON

extension TransNASReader {
  /// The most bytes of an unparsable record that the quarantine repeats.
  static let quarantineLimit = 1 << 20

  mutating func record(at reference: SourceReference, from files: any FileSource) -> String {
    if lookedAt?.file != reference.file { lookedAt = look(at: reference.file, files) }
    guard let look = lookedAt else { return "null" }
    if let text = look.text { return text }
    var writer = JSONWriter()
    let value = reference.pointer.isEmpty ? tape.root : look.entries[reference.pointer] ?? tape.root
    // An object cannot hold a key twice, so such a record is repeated as text.
    if look.hasDuplicateEntries || hasDuplicateKey(value) {
      writer.unparsable(String(tape.sourceText(of: value).prefix(Self.quarantineLimit)))
    } else {
      writer.value(value, of: tape)
    }
    return writer.finish().string
  }

  /// Reads a file for one or many records: all of it is told at once, or its entries stand on the tape.
  private mutating func look(at file: Int, _ files: any FileSource) -> SecondReading {
    do throws(FileError) {
      try files.load(file, into: &buffer, limit: Self.recordLimit)
    } catch {
      return SecondReading(file: file, text: "null")
    }
    if TransNASRunDirectory.isLog(files.releasePath(of: file)) {
      return SecondReading(file: file, text: logRecord(file))
    }
    let text = buffer.withBytes { $0.string(0..<min($0.byteCount, Self.quarantineLimit)) }
    do throws(JSONError) {
      try tape.parse(exchanging: &buffer, options: .python)
    } catch {
      var writer = JSONWriter()
      writer.unparsable(text)
      return SecondReading(file: file, text: writer.finish().string)
    }
    var reading = SecondReading(file: file)
    for member in tape.members(of: tape.root) {
      reading.entries["/" + escapedForPointer(Self.clipped(tape.string(member.key) ?? ""))] = member.value
    }
    reading.hasDuplicateEntries = tape.firstDuplicateKey(in: tape.root) != nil
    return reading
  }

  private func hasDuplicateKey(_ value: JSONValue) -> Bool {
    switch tape.kind(of: value) {
    case .object:
      tape.firstDuplicateKey(in: value) != nil || tape.members(of: value).contains { hasDuplicateKey($0.value) }
    case .array: tape.elements(of: value).contains { hasDuplicateKey($0) }
    default: false
    }
  }

  /// What a text log says, for a run without a record.
  private func logRecord(_ file: Int) -> String {
    var parser = TransNASLogParser(keys: TransNASKeys.identity)
    var columns: [TransNASTask.RawColumn] = []
    let log = buffer.withBytes { bytes in
      parser.parse(bytes, file: file) { name in
        columns = TransNASTask.all.first { $0.schema.name.rawValue == name }?.fileOrder ?? []
        return columns
      }
    }
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("log")
    writer.beginObject()
    for (key, value) in [("architecture", log.architecture?.value), ("task", log.task?.value)] {
      writer.key(key)
      if let value { writer.string(value) } else { writer.null() }
    }
    writer.key("epochs")
    writer.beginArray()
    for epoch in log.epochs { writer.integer(epoch.number) }
    writer.endArray()
    writer.key("lines")
    writer.beginArray()
    for epoch in log.epochs { writer.integer(epoch.line) }
    writer.endArray()
    writer.key("metrics")
    writer.beginObject()
    for (index, column) in columns.enumerated() where !column.isClock {
      writer.key(column.name)
      writer.beginArray()
      for epoch in log.epochs {
        let value = log.values[epoch.firstValue + index]
        if Curve.isAbsent(value) { writer.null() } else { writer.double(value) }
      }
      writer.endArray()
    }
    writer.endObject()
    writer.endObject()
    writer.endObject()
    return writer.finish().string
  }

  mutating func configurationsAgree(_ first: Int, _ second: Int, from files: any FileSource) -> Bool {
    guard let one = configuration(first, files), let other = configuration(second, files) else { return false }
    return one == other
  }

  /// The configuration block of a log, one entry per key, without what differs between copies of one run: paths,
  /// memory addresses and time stamps.
  private mutating func configuration(_ file: Int, _ files: any FileSource) -> [String]? {
    do throws(FileError) { try files.load(file, into: &buffer, limit: Self.logLimit) } catch { return nil }
    return buffer.withBytes { bytes in
      var entries: [String] = []
      var offset = 0
      while let range = bytes.nextLine(at: &offset) {
        let body = range.lowerBound + TransNASLogParser.stampLength
        let isStamped =
          range.count > TransNASLogParser.stampLength && bytes.byte(at: range.lowerBound) == UInt8(ascii: "[")
        if isStamped, bytes.byte(at: body) == UInt8(ascii: "\t") {
          entries.append(bytes.string(body + 1..<range.upperBound))
        } else if !entries.isEmpty, !isStamped {
          entries[entries.count - 1] += "\n" + bytes.string(range)
        } else if !entries.isEmpty {
          break
        }
      }
      return entries.filter { !Self.isPathKey($0) }.map { Self.withoutPaths(ReferenceValue.normalize($0)) }
    }
  }

  /// Whether an entry of the configuration is named after a directory or path.
  private static func isPathKey(_ entry: String) -> Bool {
    let key = entry.prefix { $0 != " " }
    return key.hasSuffix("_dir") || key.hasSuffix("_path") || key.hasSuffix("_root")
  }

  /// `text` with every absolute path in it, from its slash to the next blank, quote or bracket, as one slash.
  private static func withoutPaths(_ text: String) -> String {
    let ends = Array(" '\"()<>,".utf8)
    var result: [UInt8] = []
    var isInPath = false
    for byte in text.utf8 {
      if ends.contains(byte) { isInPath = false }
      if isInPath { continue }
      if byte == UInt8(ascii: "/"), result.last.map(ends.contains) ?? true { isInPath = true }
      result.append(byte)
    }
    return String(decoding: result, as: UTF8.self)
  }
}

/// A file that was read for the quarantine.
struct SecondReading {
  let file: Int
  /// What is told of the file as a whole, nil where its entries stand on the tape.
  var text: String?
  /// By pointer; the last of equal keys.
  var entries: [String: JSONValue] = [:]
  var hasDuplicateEntries = false
}

extension JSONWriter {
  /// A record that is no JSON object, as the text it is.
  fileprivate mutating func unparsable(_ text: String) {
    beginObject()
    key("unparsable")
    string(text)
    endObject()
  }
}
