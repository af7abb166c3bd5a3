import Bindings
import Bytes
package import Core

/// The text of a file, piece by piece, its compression undone.
///
/// A byte order mark at the beginning is refused: JSON has none, and a file that an editor saved may have lost more.
///
/// gzip is read member by member, so that many small members need the memory of one; anything without the magic of
/// a codec is plain text.
package struct TextPieces: ~Copyable {
  /// The most bytes of a compressed file, and of all that it holds.
  static let compressedLimit = 1 << 32
  static let limit = 1 << 36
  /// What may be in memory at once of a compressed text, beyond so many times the compressed bytes: text of numbers
  /// shrinks to a thirtieth at most.
  private static let expansion = (bytes: 64 << 20, ratio: 64)
  /// The longest piece that is given.
  private static let pieceSize = 1 << 20

  private let path: String
  private var file: FileReader? = nil
  private var buffer: [UInt8] = []
  private var members: GzipMembers? = nil
  /// Whether no text was given yet.
  private var isAtStart = true

  /// - Parameter codecs: Those beside gzip, which give the whole text at once.
  /// - Throws: `ReleaseInputError`
  package init(_ path: String, codecs: [any ByteCodec] = []) throws(ReleaseInputError) {
    self.path = path
    do { try open(codecs) } catch { throw ReleaseInputError(error, path: path) }
  }

  private mutating func open(_ codecs: [any ByteCodec]) throws {
    let opened = try FileReader(opening: path)
    let size = opened.size
    buffer = [UInt8](repeating: 0, count: min(max(size, 1), 1 << 20))
    buffer.removeLast(buffer.count - (try opened.read(into: &buffer)))
    let isGzip = buffer.starts(with: [0x1F, 0x8B])
    let codec = codecs.first { !$0.magic.isEmpty && buffer.starts(with: $0.magic) }
    guard isGzip || codec != nil else {
      file = consume opened
      return
    }
    guard size <= Self.compressedLimit else {
      throw ReleaseInputError(.tooLarge, path, "\(size) compressed bytes", expected: "at most \(Self.compressedLimit)")
    }
    buffer = [UInt8](repeating: 0, count: size)
    buffer.removeLast(size - (try FileReader(opening: path).read(into: &buffer)))
    if isGzip {
      members = GzipMembers()
    } else if let codec {
      buffer = try codec.decompress(buffer.span, limit: Self.expansionLimit(of: buffer.count))
    }
  }

  /// The most bytes that `count` compressed ones may hold where they have to be expanded at once.
  private static func expansionLimit(of count: Int) -> Int { expansion.bytes + expansion.ratio * count }

  /// Calls `body` with what comes next, in pieces.
  /// - Returns: False, and no call, at the end.
  package mutating func next(
    _ body: (RawSpan) throws(ReleaseInputError) -> Void
  ) throws(ReleaseInputError) -> Bool {
    if var members = members.take() {
      let more = try Self.next(&members, buffer, path, isAtStart: &isAtStart, body)
      self.members = consume members
      return more
    }
    if buffer.isEmpty { return false }
    try buffer.withBytes { (text) throws(ReleaseInputError) in
      try Self.forEachPiece(of: text, path, isAtStart: &isAtStart, body)
    }
    buffer.removeAll(keepingCapacity: true)
    guard file != nil else { return true }
    buffer = [UInt8](repeating: 0, count: 1 << 20)
    do throws(SystemError) {
      let count = try file?.read(into: &buffer) ?? 0
      buffer.removeLast(buffer.count - count)
    } catch {
      throw ReleaseInputError(error, path: path)
    }
    return true
  }

  private static func next(
    _ members: inout GzipMembers, _ bytes: [UInt8], _ path: String, isAtStart: inout Bool,
    _ body: (RawSpan) throws(ReleaseInputError) -> Void
  ) throws(ReleaseInputError) -> Bool {
    var failure: ReleaseInputError?
    let more: Bool?
    do throws(DeflateError) {
      more = try members.next(of: bytes.span, limit: limit, memberLimit: expansionLimit(of: bytes.count)) { text in
        do throws(ReleaseInputError) {
          try forEachPiece(of: text, path, isAtStart: &isAtStart, body)
        } catch { failure = error }
        return true
      }
    } catch {
      throw ReleaseInputError(.malformed, path, error.description)
    }
    if let failure { throw failure }
    return more != nil
  }

  private static func forEachPiece(
    of text: RawSpan, _ path: String, isAtStart: inout Bool, _ body: (RawSpan) throws(ReleaseInputError) -> Void
  ) throws(ReleaseInputError) {
    if isAtStart, text.starts(with: "\u{FEFF}", at: 0) {
      throw ReleaseInputError(
        .malformed, path, at: "byte 0", "a byte order mark (EF BB BF)",
        expected: "JSON to begin at once: save it as UTF-8 without one")
    }
    if text.byteCount > 0 { isAtStart = false }
    var start = 0
    repeat {
      let end = min(start + pieceSize, text.byteCount)
      try body(text.extracting(start..<end))
      start = end
    } while start < text.byteCount
  }
}
