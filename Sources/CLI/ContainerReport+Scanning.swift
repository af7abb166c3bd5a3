import Bindings
import Bytes
import Codecs
import Core
import Formats

extension ContainerReport {
  /// The most bytes that a compressed file is expanded to for a look.
  private static let expansionLimit = 96 << 20
  /// The largest file that is read whole for a look.
  private static let sizeLimit = 4 << 30
  private static let pickleEndings = [".pkl", ".pickle", ".pth", ".pt", ".p"]

  /// Looks at the file at `path` without interpreting it; nil for directories, texts and what cannot be read.
  static func of(_ path: String) -> ContainerReport? {
    guard let head = try? ByteBuffer.head(ofFileAt: path, count: 64) else { return nil }
    if head.starts(with: Array("SQLite format 3\0".utf8)) { return database(path) }
    if head.starts(with: [0x89, 0x48, 0x44, 0x46]) { return hdf5(head, path) }
    var facts: [(name: String, values: [String])] = []
    var name = path.lowercased()
    var content = head
    var expanded: [UInt8]?
    if let codec = allCodecs.first(where: { head.starts(with: $0.magic) }) {
      facts.append(("compression", [codec.name]))
      if name.hasSuffix(codec.suffix) { name = String(name.dropLast(codec.suffix.utf8.count)) }
      if name.hasSuffix(".pbz2") { name = String(name.dropLast(5)) }
      var buffer = ByteBuffer()
      do {
        try buffer.readFile(at: path, limit: sizeLimit)
        let bytes = try codec.decompress(buffer.array.span, limit: expansionLimit)
        facts.append(("expanded size", ["\(bytes.count)"]))
        content = Array(bytes.prefix(64))
        expanded = bytes
      } catch {
        return ContainerReport(facts: facts + [("problem", ["\(error)"])])
      }
    }
    let isPickle =
      content.first == 0x80 || content.starts(with: [0x50, 0x4B, 3, 4])
      || pickleEndings.contains { name.hasSuffix($0) }
    guard isPickle else { return facts.isEmpty ? nil : ContainerReport(facts: facts) }
    if let expanded {
      return pickle(expanded.withBytes { PickleInspection(scanning: $0) }, inside: facts)
    }
    var buffer = ByteBuffer()
    guard (try? buffer.readFile(at: path, limit: sizeLimit)) != nil else { return nil }
    return pickle(buffer.withBytes { PickleInspection(scanning: $0) }, inside: facts)
  }

  /// What a scan of opcodes tells, after the facts of the compression around it.
  private static func pickle(
    _ inspection: PickleInspection, inside outer: [(name: String, values: [String])]
  ) -> ContainerReport {
    var facts = outer
    switch inspection.container {
    case .bare: facts.append(("container", ["pickle"]))
    case .torchArchive(let member): facts.append(("container", ["torch zip archive, pickle '\(member)'"]))
    case .torchStream: facts.append(("container", ["torch stream of before 1.6"]))
    }
    facts.append(("size", ["\(inspection.fileSize)"]))
    facts.append(("pickle size", ["\(inspection.pickleSize)"]))
    facts.append(("protocol", ["\(inspection.protocolNumber)"]))
    if !inspection.members.isEmpty {
      facts.append(("members", inspection.members.map { "\($0.name) (\($0.size) bytes)" }))
    }
    if inspection.persistentCount > 0 { facts.append(("storages named", ["\(inspection.persistentCount)"])) }
    if inspection.trailingSize > 0 { facts.append(("bytes behind the pickle", ["\(inspection.trailingSize)"])) }
    facts.append(
      (
        "globals",
        inspection.globals.isEmpty
          ? ["none"]
          : inspection.globals.map {
            "\($0.module) \($0.name) × \($0.count), first at byte \($0.offset)\($0.isAllowed ? "" : ": refused")"
          }
      ))
    if inspection.hasUnknownGlobals { facts.append(("further globals", ["some names are made while interpreting"])) }
    facts.append(("opcodes", inspection.opcodes.map { "\($0.opcode) × \($0.count)" }))
    if let problem = inspection.problem { facts.append(("problem", ["\(problem)"])) }
    return ContainerReport(facts: facts, asksForRefused: inspection.globals.contains { !$0.isAllowed })
  }

  private static func database(_ path: String) -> ContainerReport {
    do throws(SQLiteError) {
      let database = try SQLiteInput(reading: path)
      var facts: [(name: String, values: [String])] = [
        ("container", ["SQLite database"]), ("size", ["\(database.size)"]),
        ("application id", ["\(database.applicationID)"]), ("user version", ["\(database.userVersion)"]),
        (
          "tables",
          database.tables.map { table in "\(table.name) (\(table.columns.map(\.name).joined(separator: ", ")))" }
        ),
      ]
      if !database.unreadTables.isEmpty { facts.append(("views, not read", database.unreadTables)) }
      return ContainerReport(facts: facts)
    } catch {
      return ContainerReport(facts: [("container", ["SQLite database"]), ("problem", [error.description])])
    }
  }

  private static func hdf5(_ head: [UInt8], _ path: String) -> ContainerReport {
    let size = (try? FileSystem.size(of: path)) ?? 0
    return ContainerReport(facts: [
      ("container", ["HDF5, superblock \(head.count > 8 ? Int(head[8]) : 0)"]), ("size", ["\(size)"]),
    ])
  }
}
