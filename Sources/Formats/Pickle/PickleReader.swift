internal import Bytes

/// Reads one file: finds out what it is, runs its pickles, checks what they refer to.
struct PickleReader: ~Copyable {
  private var source: ByteBuffer
  private let archive: TorchArchive?
  private var machine: PickleInterpreter
  private var keys = PickleKeyCheck()
  let base: Int
  private(set) var container: PickleContainer
  private(set) var storages: [PickleStorage] = []
  /// Where the elements of storages stand in the file, by key; none of those that are compressed.
  private(set) var storageContents: [String: Range<Int>] = [:]

  /// Opens the container of `file`.
  init(_ file: consuming ByteBuffer, options: PickleOptions) throws(PickleError) {
    let limit = min(options.maximumSize, 1 << 34)
    guard file.count <= limit else { throw PickleError(.tooLarge(limit: limit), at: 0) }
    guard !file.isEmpty else { throw PickleError(.empty, at: 0) }
    let archive = try file.withBytes { (bytes: RawSpan) throws(PickleError) -> TorchArchive? in
      TorchArchive.begins(bytes) ? try TorchArchive(bytes) : nil
    }
    var range = 0..<file.count
    if let archive {
      let content = try file.withBytes { (bytes: RawSpan) throws(PickleError) -> [UInt8]? in
        try archive.pickleContent(bytes, limit: limit)
      }
      range = archive.pickle.range
      if let content {
        range = 0..<content.count
        file = ByteBuffer(content)
      }
    }
    self.archive = archive
    container = archive.map { .torchArchive(member: $0.pickle.name) } ?? .bare
    source = file
    base = range.lowerBound
    machine = PickleInterpreter(range: range, options: options)
  }

  var protocolNumber: Int { machine.protocolNumber }

  /// The value of the file.
  mutating func read() throws(PickleError) -> PickleValue {
    machine.reserve()
    machine.allowsStorages = archive != nil
    do throws(PickleError) {
      let root = try runOne()
      if archive == nil, isMagic(root) { return try readStream() }
      guard machine.index == machine.end else { throw trailing() }
      collectStorages()
      if let archive {
        let contents = try archive.check(storages)
        // Of a compressed pickle the buffer holds what was inflated, and no longer the file.
        if archive.pickle.method == .stored { storageContents = contents }
      }
      return root
    } catch {
      guard let archive, error.member == nil else { throw error }
      throw PickleError(error.reason, at: error.offset - base, member: archive.pickle.name)
    }
  }

  consuming func takeTables() -> (ByteBuffer, [UInt64], [PickleRecord]) {
    let (arena, records) = machine.takeTables()
    return (source, arena, records)
  }

  /// Runs the next pickle and checks its keys and depths.
  private mutating func runOne() throws(PickleError) -> PickleValue {
    let first = machine.records.count
    return try source.withPaddedBytes { (bytes: RawSpan) throws(PickleError) -> PickleValue in
      let root = try machine.run(bytes)
      try keys.check(&machine, from: first, bytes)
      if machine.needsGraphCheck {
        var check = PickleGraphCheck(recordCount: machine.records.count)
        try check.check(root, machine)
        machine.needsGraphCheck = false
      }
      return root
    }
  }

  private func trailing() -> PickleError {
    PickleError(.trailingData(machine.end - machine.index), at: machine.index)
  }

  /// Whether a value is the magic number of torch before 1.6.
  private func isMagic(_ value: PickleValue) -> Bool {
    guard let record = value.record, machine.records[record].kind == .bigInteger else { return false }
    let offset = machine.records[record].offset
    return source.withBytes { PickleInteger.decimal(at: offset, in: $0) } == "119547037146038801333356"
  }

  /// Reads what follows the magic number: protocol, system, object, storage keys, storages.
  private mutating func readStream() throws(PickleError) -> PickleValue {
    container = .torchStream
    let version = try runOne()
    guard version.smallInteger == 1001 else {
      throw machine.failure(.unexpected("another version", expected: "1001 as the version of a torch file"))
    }
    let system = try runOne()
    guard let record = system.record, machine.records[record].kind == .dictionary else {
      throw machine.failure(.unexpected(machine.describe(system), expected: "a dictionary about the system"))
    }
    machine.allowsStorages = true
    let root = try runOne()
    machine.allowsStorages = false
    collectStorages()
    if !storages.isEmpty, !isLittleEndian(record) { throw machine.failure(.byteOrder("big")) }
    let list = try runOne()
    guard let elements = machine.elements(list) else {
      throw machine.failure(.unexpected(machine.describe(list), expected: "a list of storage keys"))
    }
    try skipStorages(elements)
    return root
  }

  private func isLittleEndian(_ system: Int) -> Bool {
    let values = machine.values(system)
    return source.withBytes { bytes in
      for place in stride(from: 0, to: values.count - 1, by: 2)
      where machine.text(values[place], bytes) == "little_endian" {
        return values[place + 1] == .true
      }
      return true
    }
  }

  /// Moves behind the storages, each a number of elements in 8 bytes and the elements; none is read.
  private mutating func skipStorages(_ keys: [PickleValue]) throws(PickleError) {
    var left: [String: PickleStorage] = [:]
    for storage in storages { left[storage.key] = storage }
    for value in keys {
      machine.current = machine.index
      let key = source.withBytes { machine.text(value, $0) }
      guard let key, let storage = left.removeValue(forKey: key) else {
        throw machine.failure(.storage(key: key ?? machine.describe(value), "no tensor uses it, or it is there twice"))
      }
      try machine.need(8)
      let offset = machine.index
      let count = source.withPaddedBytes { $0.word(at: offset) }
      guard count == UInt64(storage.count) else {
        throw machine.failure(.storage(key: key, "\(count) elements are stored, \(storage.count) expected"))
      }
      let size = storage.count * storage.dataType.size
      machine.index += 8
      guard size <= machine.end - machine.index else {
        throw machine.failure(
          .storage(key: key, "truncated: \(size) bytes are declared, \(machine.end - machine.index) are left"))
      }
      storageContents[key] = machine.index..<machine.index + size
      machine.index += size
    }
    if let missing = left.keys.min() {
      throw machine.failure(.storage(key: missing, "it is not among the storage keys"))
    }
    guard machine.index == machine.end else { throw trailing() }
  }

  private mutating func collectStorages() {
    var seen: Set<String> = []
    source.withBytes { bytes in
      for record in machine.storages {
        let parts = machine.values(record)
        guard let type = machine.storedType(parts), let key = machine.text(parts[1], bytes),
          let count = machine.natural(parts[3])
        else { continue }
        // A storage that is named twice with two sizes counts as the larger one.
        let location = machine.text(parts[2], bytes) ?? ""
        if seen.insert("\(key) \(type) \(count)").inserted {
          storages.append(PickleStorage(key: key, dataType: type, count: count, location: location))
        }
      }
    }
  }
}
