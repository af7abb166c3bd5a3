import Bytes
import Codecs
import Core
import Formats

/// A first look at a file that may hold a pickle: what it comes in, and the words at its beginning.
struct PickleLook {
  /// What the pickle comes in, for people.
  enum Container: String {
    case zip = "torch zip file"
    case stream = "torch file as before 1.6"
    case bare = "pickle"
    case compressed = "compressed pickle"
  }

  let container: Container
  /// The beginning of the pickle, decompressed; of a compressed one the whole.
  private let head: [UInt8]

  /// - Returns: nil where the first bytes are those of no pickle.
  /// - Throws: where a compressed file is damaged.
  init?(_ probe: FileProbe, in files: any FileSource) throws(RefusedFile) {
    if let container = Self.container(probe.head, name: probe.name) {
      self.container = container
      head = probe.head
      return
    }
    guard let codec = PickledFile.codec(for: probe.head) else { return nil }
    let isNamed = probe.name.hasSuffix(".pbz2") || probe.name.contains(".pickle.") || probe.name.contains(".pkl.")
    let inner = Self.container(Self.beginning(of: probe.location, codec), name: "")
    guard isNamed || inner != nil else { return nil }
    var buffer = ByteBuffer()
    do throws(UnreadablePickle) {
      try PickledFile.load(probe.file, into: &buffer, from: files)
    } catch {
      throw RefusedFile("\(codec.name): \(error.problem.message)")
    }
    // Whether a stream of opcodes is compressed says which benchmark wrote it; a torch file is one all the same.
    container = inner.flatMap { $0 == .bare ? nil : $0 } ?? .compressed
    head = buffer.array
  }

  /// The longest block of bzip2, compressed, and some.
  private static let compressedHead = 1 << 20

  /// The beginning of what a compressed file holds.
  private static func beginning(of path: String, _ codec: any ByteCodec) -> [UInt8] {
    guard let head = try? ByteBuffer.head(ofFileAt: path, count: compressedHead) else { return [] }
    return codec.beginning(of: head.span, count: 1 << 10)
  }

  private static func container(_ head: [UInt8], name: String) -> Container? {
    let isPickleName = [".pkl", ".pickle", ".pth", ".pt"].contains { name.hasSuffix($0) }
    if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) || head.starts(with: [0x50, 0x4B, 0x05, 0x06]) {
      return isPickleName || contains("data.pkl", in: head.prefix(512)) ? .zip : nil
    }
    // The magic number stands behind the protocol, or in the frame behind it.
    let magic: [UInt8] = [0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20]
    if head.count > 32, head[0] == 0x80, [2, 11].contains(where: { head[$0...].starts(with: magic) }) {
      return .stream
    }
    if PickleInspection.isBeginning(head) { return .bare }
    return isPickleName && PickledFile.codec(for: head) == nil ? .bare : nil
  }

  /// Whether `word` stands at the beginning of the pickle.
  func mentions(_ word: StaticString) -> Bool { Self.contains(word, in: head[...]) }

  /// Says why a file that no layout knows is refused: as a whole pickle of plain values it is merely unknown.
  static func refuse(_ probe: FileProbe, in files: any FileSource) throws(RefusedFile) {
    var buffer = ByteBuffer()
    do throws(UnreadablePickle) {
      _ = try PickledFile.document(probe.file, with: &buffer, from: files)
    } catch {
      throw RefusedFile(error.problem.message)
    }
  }

  private static func contains(_ word: StaticString, in bytes: ArraySlice<UInt8>) -> Bool {
    let word = Array("\(word)".utf8)
    guard let first = word.first else { return true }
    var rest = bytes
    while let start = rest.firstIndex(of: first) {
      rest = rest[start...]
      if rest.starts(with: word) { return true }
      rest = rest.dropFirst()
    }
    return false
  }
}
