import Bindings
import Bytes
import Codecs
import Core
import Formats
import Layouts

extension ContainerReport {
  /// The most bytes that a compressed file is expanded to for a look.
  private static let expansionLimit = 96 << 20
  /// The largest file that is read whole for a look.
  private static let sizeLimit = 4 << 30
  /// The largest text or file of events that is looked at.
  private static let textLimit = 16 << 20
  private static let headLength = 64
  private static let pickleEndings = [".pkl", ".pickle", ".pth", ".pt", ".p"]

  /// Looks at the file at `path`; nil for directories, plain texts and what cannot be read.
  static func of(_ path: String) -> ContainerReport? {
    guard let head = try? ByteBuffer.head(ofFileAt: path, count: headLength) else { return nil }
    if head.starts(with: Array("SQLite format 3\0".utf8)) { return database(path) }
    if head.starts(with: [0x89, 0x48, 0x44, 0x46]) { return hdf5(head, path) }
    if head.starts(with: parquetMagic) { return parquet(path) }
    guard let expansion = Expansion(path, head) else {
      var buffer = ByteBuffer()
      guard isPickle(head, named: path.lowercased()), (try? buffer.readFile(at: path, limit: sizeLimit)) != nil else {
        return nil
      }
      return pickle(buffer.withBytes { PickleInspection(scanning: $0) }, inside: [])
    }
    let facts = expansion.facts
    guard let bytes = expansion.bytes, isPickle(Array(bytes.prefix(headLength)), named: expansion.name) else {
      return ContainerReport(facts: facts, isTooLarge: expansion.isTooLarge)
    }
    return pickle(bytes.withBytes { PickleInspection(scanning: $0) }, inside: facts)
  }

  /// Looks into a file that no benchmark is known to use; nil for directories and what holds nothing.
  static func ofUnknown(_ path: String) -> ContainerReport? {
    guard !FileSystem.isDirectory(path), let head = try? ByteBuffer.head(ofFileAt: path, count: headLength),
      !head.isEmpty
    else { return nil }
    let file = ForeignFile(lookingAt: path)
    var report = content(of: path, head) ?? ContainerReport(facts: file.facts.map { .text($0.name, $0.value) })
    if let problem = file.problem, !report.hasProblem { report.facts.append(.text("problem", problem)) }
    return report
  }

  /// What a text or a file of events holds; nil for others, and for what is too large for a look.
  private static func content(of path: String, _ head: [UInt8]) -> ContainerReport? {
    var facts: [ContainerFact] = []
    var buffer = ByteBuffer()
    if let expansion = Expansion(path, head) {
      guard let bytes = expansion.bytes, bytes.count <= textLimit else { return nil }
      facts = expansion.facts
      buffer = ByteBuffer(bytes)
    } else {
      guard (try? buffer.readFile(at: path, limit: textLimit)) != nil else { return nil }
    }
    let inner = buffer.withBytes { bytes in
      isEventFile(bytes) ? events(bytes) : bytes.firstInvalidUTF8 == nil ? text(bytes) : nil
    }
    return inner.map { ContainerReport(facts: facts + $0.facts) }
  }

  /// A compressed file, expanded for a look.
  private struct Expansion {
    var facts: [ContainerFact]
    /// Nil where the stream is damaged or holds too much.
    var bytes: [UInt8]?
    /// The name of the file without the ending of the compression, in lower case.
    var name: String
    var isTooLarge = false

    /// Nil for a file that is not compressed.
    init?(_ path: String, _ head: [UInt8]) {
      guard let codec = allCodecs.first(where: { head.starts(with: $0.magic) }) else { return nil }
      facts = [.text("compression", codec.name)]
      name = path.lowercased()
      if name.hasSuffix(codec.suffix) { name = String(name.dropLast(codec.suffix.utf8.count)) }
      if name.hasSuffix(".pbz2") { name = String(name.dropLast(5)) }
      var buffer = ByteBuffer()
      do {
        try buffer.readFile(at: path, limit: ContainerReport.sizeLimit)
        let expanded = try codec.decompress(buffer.array.span, limit: ContainerReport.expansionLimit)
        facts.append(.number("expanded size", expanded.count))
        bytes = expanded
      } catch CodecError.exceedsLimit(_, let limit) {
        isTooLarge = true
        facts.append(.text("expanded size", "more than \(limit)"))
      } catch {
        facts.append(.text("problem", "\(error)"))
      }
    }
  }

  private static func isPickle(_ head: [UInt8], named name: String) -> Bool {
    head.first == 0x80 || PickleInspection.isBeginning(head) || head.starts(with: [0x50, 0x4B, 3, 4])
      || pickleEndings.contains { name.hasSuffix($0) }
  }

  /// What a scan of opcodes tells, after the facts of the compression around it.
  private static func pickle(_ inspection: PickleInspection, inside outer: [ContainerFact]) -> ContainerReport {
    var facts = outer
    switch inspection.container {
    case .bare: facts.append(.text("container", "pickle"))
    case .torchArchive(let member): facts.append(.text("container", "torch zip archive, pickle '\(member)'"))
    case .torchStream: facts.append(.text("container", "torch stream of before 1.6"))
    }
    facts += [
      .number("size", inspection.fileSize), .number("pickle size", inspection.pickleSize),
      .number("protocol", inspection.protocolNumber),
    ]
    if !inspection.members.isEmpty {
      facts.append(
        .table(
          "members",
          ContainerFact.Table(
            columns: ["name", "bytes"], rows: inspection.members.map { [.text($0.name), .number($0.size)] })))
    }
    if inspection.persistentCount > 0 { facts.append(.number("storages named", inspection.persistentCount)) }
    if inspection.trailingSize > 0 { facts.append(.number("bytes behind the pickle", inspection.trailingSize)) }
    facts.append(
      .table(
        "globals",
        ContainerFact.Table(
          columns: ["module", "name", "count", "first_byte", "allowed"],
          rows: inspection.globals.map {
            [.text($0.module), .text($0.name), .number($0.count), .number($0.offset), .flag($0.isAllowed)]
          })))
    if inspection.hasUnknownGlobals {
      facts.append(.text("further globals", "some names are made while interpreting"))
    }
    facts.append(
      .table(
        "opcodes",
        ContainerFact.Table(
          columns: ["opcode", "count"],
          rows: inspection.opcodes.map { [.text($0.opcode.publishedName), .number($0.count)] })))
    if let problem = inspection.problem { facts.append(.text("problem", "\(problem)")) }
    return ContainerReport(facts: facts, asksForRefused: inspection.globals.contains { !$0.isAllowed })
  }

  private static func database(_ path: String) -> ContainerReport {
    do throws(SQLiteError) {
      let database = try SQLiteInput(reading: path)
      var facts: [ContainerFact] = [
        .text("container", "SQLite database"), .number("size", Int(database.size)),
        .number("application id", Int(database.applicationID)), .number("user version", Int(database.userVersion)),
        .texts(
          "tables",
          database.tables.map { table in "\(table.name) (\(table.columns.map(\.name).joined(separator: ", ")))" }),
      ]
      if !database.unreadTables.isEmpty { facts.append(.texts("views, not read", database.unreadTables)) }
      return ContainerReport(facts: facts)
    } catch {
      return ContainerReport(facts: [.text("container", "SQLite database"), .text("problem", error.description)])
    }
  }

  private static let parquetMagic = Array("PAR1".utf8)

  /// A Parquet file is written here, not read: only whether it has an end is known.
  private static func parquet(_ path: String) -> ContainerReport? {
    var buffer = ByteBuffer()
    guard (try? buffer.readFile(at: path, limit: sizeLimit)) != nil else { return nil }
    let bytes = buffer.array
    var facts: [ContainerFact] = [.text("container", "Parquet file"), .number("size", bytes.count)]
    if bytes.count < 12 || !bytes.suffix(4).elementsEqual(parquetMagic) {
      facts.append(.text("problem", "the file does not end in 'PAR1'; it was cut"))
    }
    return ContainerReport(facts: facts)
  }

  private static func hdf5(_ head: [UInt8], _ path: String) -> ContainerReport {
    let size = (try? FileSystem.size(of: path)) ?? 0
    return ContainerReport(facts: [
      .text("container", "HDF5, superblock \(head.count > 8 ? Int(head[8]) : 0)"), .number("size", size),
    ])
  }
}
