public import Bytes

/// A pickle or torch file, read into tables of plain values. Nothing in the file is executed, imported or looked up.
///
/// The document holds the file's bytes, so a `PickleValue` is a mere number and reading one allocates nothing. Asking a
/// value for what it is not gives nil, or no members and elements. A value may be part of many others (a memo shares
/// it), so that writing a document out as a tree may need exponentially more room than the file: see
/// `expandedCount(of:)`. No value contains itself, none lies deeper than the options allow.
public struct PickleDocument: Sendable {
  var source: ByteBuffer
  /// Where the pickle begins in `source`: offsets of values count from here.
  let base: Int
  var arena: [UInt64]
  var records: [PickleRecord]
  /// The value of the pickle.
  public let root: PickleValue
  public let container: PickleContainer
  /// The highest protocol that the stream names, 0 if it names none.
  public let protocolNumber: Int
  /// The torch storages that the pickle refers to, one for each key, in order of first appearance.
  public let storages: [PickleStorage]
  /// Where the elements of storages stand in `source`, by key.
  let storageContents: [String: Range<Int>]

  /// Reads the contents of `buffer` without copying: the buffer is empty afterwards.
  ///
  /// Memory grows with the values in the file (8 bytes each) and stays below 8 times its size and 32 MiB, besides the
  /// file itself. CRC-32 of a torch archive's `data.pkl` is checked; storages are not read.
  /// - Throws: `PickleError`; the buffer is empty then too.
  public init(exchanging buffer: inout ByteBuffer, options: PickleOptions = PickleOptions()) throws(PickleError) {
    var file = ByteBuffer()
    swap(&file, &buffer)
    var reader = try PickleReader(consume file, options: options)
    let root = try reader.read()
    (self.root, container, base) = (root, reader.container, reader.base)
    protocolNumber = reader.protocolNumber
    storages = reader.storages
    storageContents = reader.storageContents
    (source, arena, records) = reader.takeTables()
  }

  /// Reads a copy of `bytes`.
  public init(_ bytes: [UInt8], options: PickleOptions = PickleOptions()) throws(PickleError) {
    var buffer = ByteBuffer(bytes)
    try self.init(exchanging: &buffer, options: options)
  }

  /// The number of values that writing out a value as a tree needs, keys included; `Int.max` if it is larger than that.
  ///
  /// Refuse to write out what has many more values than the file has bytes.
  /// - Complexity: O(values), each record once.
  public func expandedCount(of value: PickleValue) -> Int {
    guard let record = value.record else { return 1 }
    var counts: [Int: Int] = [:]
    return expandedCount(record, &counts)
  }

  /// Recursive, to at most the depth that the options allow.
  private func expandedCount(_ record: Int, _ counts: inout [Int: Int]) -> Int {
    if !records[record].isMixed { return 1 + Int(records[record].count) }
    if let known = counts[record] { return known }
    var total = 1
    for place in records[record].range {
      let part = PickleValue(bits: arena[place]).record.map { expandedCount($0, &counts) } ?? 1
      let (sum, overflows) = total.addingReportingOverflow(part)
      total = overflows ? .max : sum
    }
    counts[record] = total
    return total
  }
}
