internal import Bytes

extension PickleInspection {
  /// Scans a file. What is wrong with it stands in `problem`; nothing is thrown.
  /// - Complexity: O(n), with memory for the globals and 65,536 texts at most.
  public init(scanning bytes: RawSpan, options: PickleOptions = PickleOptions()) {
    fileSize = bytes.byteCount
    do throws(PickleError) {
      guard fileSize > 0 else { throw PickleError(.empty, at: 0) }
      if TorchArchive.begins(bytes) {
        try scanArchive(bytes, limit: options.maximumSize)
      } else {
        try scan(bytes, 0..<fileSize)
      }
    } catch {
      problem = error
    }
  }

  private mutating func scanArchive(_ bytes: RawSpan, limit: Int) throws(PickleError) {
    let archive = try TorchArchive(bytes)
    container = .torchArchive(member: archive.pickle.name)
    members = archive.archive.members
    if let content = try archive.pickleContent(bytes, limit: limit) {
      try content.withBytes { (content: RawSpan) throws(PickleError) in try scan(content, 0..<content.byteCount) }
    } else {
      try scan(bytes, archive.pickle.range)
    }
  }

  private mutating func scan(_ bytes: RawSpan, _ range: Range<Int>) throws(PickleError) {
    var scan = PickleScan(range: range)
    defer {
      opcodes = scan.opcodes
      globals = scan.foundGlobals
      hasUnknownGlobals = scan.hasUnknownGlobals
      protocolNumber = scan.protocolNumber
      persistentCount = scan.persistentCount
      pickleSize = scan.index - range.lowerBound
      trailingSize = range.upperBound - scan.index
    }
    try scan.scanOne(bytes)
    pickleCount = 1
    guard container == .bare, isMagic(bytes.extracting(range.lowerBound..<scan.index)) else { return }
    container = .torchStream
    for _ in 0..<4 {
      try scan.scanOne(bytes)
      pickleCount += 1
    }
  }

  /// Whether a pickle is the magic number of torch before 1.6: LONG1, 10 bytes, STOP at its end.
  private func isMagic(_ bytes: RawSpan) -> Bool {
    let magic: [UInt8] = [0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E]
    guard bytes.byteCount >= magic.count, bytes.byteCount <= magic.count + 16 else { return false }
    return bytes.equals(magic, at: bytes.byteCount - magic.count..<bytes.byteCount)
  }
}
