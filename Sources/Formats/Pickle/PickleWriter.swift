public import Bytes

/// Writes a pickle of plain values from start to end: begin and end calls must match, keys and values alternate.
///
/// The bytes depend on the calls alone. Short texts that come again are memoized, the first 1,024 of them, so memory
/// stays bounded if `output` is emptied between calls. Any reader of its protocol takes what is written, `torch.load`
/// with `weights_only` too (protocol 2). Not copyable: it owns its output.
public struct PickleWriter: ~Copyable, Sendable {
  /// The protocols that are written.
  public enum Version: UInt8, Sendable {
    /// What `torch.save` writes.
    case two = 2
    /// What NATS-Bench is published in. Without frames, which are optional.
    case four = 4
  }

  private enum Kind: Sendable { case list, dictionary, set, oldSet, tuple }

  private struct Open: Sendable {
    let kind: Kind
    /// The values, or pairs, since the last MARK.
    var batch = 0
    var isAfterKey = false
  }

  /// How many values are put into a list, dictionary or set at a time, as by Python's writer.
  private static let batchSize = 1000
  private static let maximumMemo = 1024
  private static let longestMemoized = 64

  /// What has been written. May be taken out and emptied between calls.
  public var output: OutputBytes
  public let version: Version
  private var open: [Open] = []
  private var memo: [[UInt8]: UInt32] = [:]

  public init(version: Version = .two, output: consuming OutputBytes = OutputBytes(capacity: 1 << 16)) {
    self.version = version
    self.output = output
    self.output.append(0x80)
    self.output.append(version.rawValue)
  }

  /// Ends the pickle and gives up the writer for its output.
  public consuming func finish() -> OutputBytes {
    precondition(open.isEmpty, "a list, tuple, dictionary or set is still open")
    output.append(UInt8(ascii: "."))
    return output
  }

  public mutating func beginList() {
    beginValue()
    output.append(UInt8(ascii: "]"))
    open.append(Open(kind: .list))
  }

  public mutating func endList() { end(.list) }

  public mutating func beginDictionary() {
    beginValue()
    output.append(UInt8(ascii: "}"))
    open.append(Open(kind: .dictionary))
  }

  /// Begins a `collections.OrderedDict`; ended by `endDictionary`.
  public mutating func beginOrderedDictionary() {
    beginValue()
    global("collections", "OrderedDict")
    output.append(")R")
    open.append(Open(kind: .dictionary))
  }

  public mutating func endDictionary() { end(.dictionary) }

  public mutating func beginTuple() {
    beginValue()
    output.append(UInt8(ascii: "("))
    open.append(Open(kind: .tuple))
  }

  public mutating func endTuple() { end(.tuple) }

  public mutating func beginSet() {
    beginValue()
    if version == .four {
      output.append(PickleOpcode.emptySet.rawValue)
      open.append(Open(kind: .set))
    } else {
      global("__builtin__", "set")
      output.append(UInt8(ascii: "]"))
      open.append(Open(kind: .oldSet))
    }
  }

  public mutating func endSet() { end(version == .four ? .set : .oldSet) }

  /// Writes a list of doubles at once.
  public mutating func doubles(_ values: Span<Double>) {
    beginList()
    var start = 0
    while start < values.count {
      let end = min(start + Self.batchSize, values.count)
      output.append(UInt8(ascii: "("))
      output.append(bigEndianDoubles: values.extracting(start..<end), tag: PickleOpcode.binFloat.rawValue)
      output.append(PickleOpcode.appends.rawValue)
      start = end
    }
    endList()
  }

  /// Writes a list of doubles at once.
  public mutating func doubles(_ values: [Double]) { doubles(values.span) }

  /// Writes a text or key of UTF-8, which is not checked.
  public mutating func text(utf8 bytes: [UInt8]) {
    beginValue()
    unmarkedText(bytes)
    endValue()
  }

  /// What goes before a value: the MARK of the next batch.
  mutating func beginValue() {
    guard let last = open.last, last.batch == 0, !last.isAfterKey, last.kind != .tuple else { return }
    output.append(UInt8(ascii: "("))
  }

  /// What goes behind a value: the end of a full batch.
  mutating func endValue() {
    guard let last = open.indices.last else { return }
    if open[last].kind == .dictionary {
      open[last].isAfterKey.toggle()
      if open[last].isAfterKey { return }
    }
    open[last].batch += 1
    if open[last].batch == Self.batchSize { endBatch(last) }
  }

  private mutating func endBatch(_ place: Int) {
    switch open[place].kind {
    case .list, .oldSet: output.append(PickleOpcode.appends.rawValue)
    case .dictionary: output.append(PickleOpcode.setItems.rawValue)
    case .set: output.append(PickleOpcode.addItems.rawValue)
    case .tuple: return
    }
    open[place].batch = 0
  }

  private mutating func end(_ kind: Kind) {
    guard let last = open.last, last.kind == kind, !last.isAfterKey else {
      preconditionFailure("the end of what is not open, or a key without a value")
    }
    if last.batch > 0 { endBatch(open.count - 1) }
    open.removeLast()
    if kind == .tuple { output.append(PickleOpcode.tuple.rawValue) }
    if kind == .oldSet {
      output.append(PickleOpcode.tuple1.rawValue)
      output.append(PickleOpcode.reduce.rawValue)
    }
    endValue()
  }

  private mutating func global(_ module: StaticString, _ name: StaticString) {
    if version == .four {
      unmarkedText(Array("\(module)".utf8))
      unmarkedText(Array("\(name)".utf8))
      output.append(PickleOpcode.stackGlobal.rawValue)
    } else {
      output.append(UInt8(ascii: "c"))
      output.append(module)
      output.append(UInt8(ascii: "\n"))
      output.append(name)
      output.append(UInt8(ascii: "\n"))
    }
  }

  /// A text, or the memo of it, without a batch around.
  private mutating func unmarkedText(_ bytes: [UInt8]) {
    let isShort = bytes.count <= Self.longestMemoized
    if isShort, let index = memo[bytes] {
      if index < 256 {
        output.append(PickleOpcode.binGet.rawValue)
        output.append(UInt8(index))
      } else {
        output.append(PickleOpcode.longBinGet.rawValue)
        output.append(littleEndian: UInt32(index))
      }
      return
    }
    if version == .four, bytes.count < 256 {
      output.append(PickleOpcode.shortBinUnicode.rawValue)
      output.append(UInt8(bytes.count))
    } else {
      precondition(bytes.count <= UInt32.max, "a text of 4 GiB or more")
      output.append(PickleOpcode.binUnicode.rawValue)
      output.append(littleEndian: UInt32(bytes.count))
    }
    output.append(bytes)
    guard isShort, memo.count < Self.maximumMemo else { return }
    let index = UInt32(memo.count)
    memo[bytes] = index
    if version == .four {
      output.append(PickleOpcode.memoize.rawValue)
    } else if index < 256 {
      output.append(PickleOpcode.binPut.rawValue)
      output.append(UInt8(index))
    } else {
      output.append(PickleOpcode.longBinPut.rawValue)
      output.append(littleEndian: UInt32(index))
    }
  }
}
