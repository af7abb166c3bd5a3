import Bytes
import Core
import JSON

extension TransNASReader {
  /// The most bytes of an unparsable record that the quarantine repeats.
  static let quarantineLimit = 1 << 20

  mutating func record(at reference: SourceReference, from files: any FileSource) -> String {
    do throws(FileError) {
      try files.load(reference.file, into: &buffer, limit: Self.recordLimit)
    } catch {
      return "null"
    }
    if TransNASRunDirectory.isLog(files.releasePath(of: reference.file)) { return logRecord(reference.file) }
    let text = buffer.withBytes { $0.string(0..<min($0.byteCount, Self.quarantineLimit)) }
    var writer = JSONWriter()
    do throws(JSONError) {
      try tape.parse(exchanging: &buffer, options: .python)
      var value = tape.root
      if !reference.pointer.isEmpty {
        // With a duplicate key the last entry stands for all.
        for member in tape.members(of: tape.root)
        where "/" + escapedForPointer(tape.string(member.key) ?? "") == reference.pointer {
          value = member.value
        }
      }
      // An object cannot hold a key twice, so such a record is repeated as text.
      if hasDuplicateKey(tape.root) {
        writer.unparsable(text)
      } else {
        writer.value(value, of: tape)
      }
    } catch {
      writer.unparsable(text)
    }
    return writer.finish().string
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
      return entries.map { ReferenceValue.normalize($0) }.filter { !$0.contains(" /") }
    }
  }
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
