import Bytes
import Core

/// The lists beside the artifacts of a release, line by line.
struct ReleaseRecords: Sendable {
  /// One list as it was read.
  struct List<Record: Sendable>: Sendable {
    var records: [Record] = []
    var lineCount = 0
    /// The SHA-256 of its lines; of the list of inputs alone, since the manifest tells no other.
    var digest = ""
    /// Whether each line is a record.
    var isWhole = true
  }

  /// Each nil where it is missing or cannot be read, which is a problem of its own.
  var inputs: List<SourceFile>?
  var findings: List<Finding>?
  var quarantine: List<KeptOutLine>?

  static let inputsName = "inputs.jsonl.gz"
  static let findingsName = "findings.jsonl"
  static let quarantineName = "quarantine.jsonl.gz"

  /// Bytes of a list as it stands, and of one line of it.
  private static let limit = 1 << 31
  private static let lineLimit = 64 << 20

  /// No list.
  init() {}

  /// Reads what is there of them; each line that is no record is a problem.
  /// - Parameter checksDigests: Whether what was kept out is held against its own digests.
  /// - Complexity: O(bytes); memory in proportion to the text of one list and to the records of all.
  init(
    _ listing: ReleaseListing, _ plugins: Plugins, checksDigests: Bool, _ report: inout ReleaseVerifier.Report
  ) {
    let reader = RecordLineReader(checksDigests: checksDigests)
    inputs = Self.read(Self.inputsName, reader, listing, plugins, &report) { reader, line, _ throws(RecordLineError) in
      try reader.input(line)
    }
    findings = Self.read(Self.findingsName, reader, listing, plugins, &report) {
      reader, line, _ throws(RecordLineError) in
      try reader.finding(line)
    }
    quarantine = Self.read(Self.quarantineName, reader, listing, plugins, &report) {
      reader, line, number throws(RecordLineError) in
      try reader.keptOut(line, number: number)
    }
  }

  private static func read<Record: Sendable>(
    _ name: String, _ reader: RecordLineReader, _ listing: ReleaseListing, _ plugins: Plugins,
    _ report: inout ReleaseVerifier.Report,
    _ record: (inout RecordLineReader, RawSpan, Int) throws(RecordLineError) -> Record
  ) -> List<Record>? {
    guard listing.present.contains(name) else { return nil }
    var buffer = ByteBuffer()
    var list = List<Record>()
    var faults = 0
    func take(_ text: RawSpan) {
      if name == inputsName { list.digest = plugins.digest(text) }
      var reader = reader
      var offset = 0
      while let line = text.nextLine(at: &offset) {
        list.lineCount += 1
        do throws(RecordLineError) {
          guard line.count <= lineLimit else {
            throw RecordLineError("\(line.count) bytes", expected: "at most \(lineLimit)")
          }
          list.records.append(try record(&reader, text.extracting(line), list.lineCount))
        } catch {
          list.isWhole = false
          faults += 1
          if faults <= ReleaseVerifier.limit {
            report.add(name, "line \(list.lineCount): \(error.found)", error.expected)
          }
        }
      }
    }
    do {
      try buffer.readFile(at: "\(listing.path)/\(name)", limit: limit)
      if name.hasSuffix(".gz") {
        // Text of records shrinks to a thirtieth at most; a longer one is none.
        let bytes = buffer.array
        try plugins.gzip.decompress(bytes.span, limit: (64 << 20) + 64 * bytes.count).withBytes { take($0) }
      } else {
        buffer.withBytes { take($0) }
      }
    } catch {
      report.add(name, "it cannot be read: \(error)", "lines of JSON")
      return nil
    }
    if faults > ReleaseVerifier.limit {
      report.add(name, "\(faults - ReleaseVerifier.limit) more lines that are no records", "none")
    }
    return list
  }
}
