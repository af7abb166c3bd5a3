import Bytes
import Core
import Ingest

/// A cache as it was found on disk.
final class CacheFile: Sendable {
  /// The first line of the file: grows when its layout changes.
  static let format = "cellar-readings/5"

  private let bytes: ByteBuffer
  private let texts: [String]
  /// Offsets of the blocks by the key of the unit.
  private let offsets: [String: Int]

  /// The number of units.
  var count: Int { offsets.count }

  /// Nil where there is no whole cache at `path`.
  init?(reading path: String, digest: (RawSpan) -> String) {
    var buffer = ByteBuffer()
    do throws(FileError) { try buffer.readFile(at: path, limit: 4 << 30) } catch { return nil }
    let header = Self.format.utf8.count + 1 + 64 + 1
    guard buffer.count > header + 32 else { return nil }
    let isWhole = buffer.withBytes { bytes in
      guard let parts = Self.parts(of: bytes, from: header) else { return false }
      let sum = parts.map { digest(bytes.extracting($0)) }.joined().withBytes { digest($0) }
      return bytes.string(0..<header) == "\(Self.format)\n\(sum)\n"
    }
    guard isWhole else { return nil }
    let parsed = buffer.withBytes { bytes -> ([String], [String: Int])? in
      var reader = CacheReader(offset: header, end: bytes.byteCount)
      guard let units = reader.count(bytes), let textCount = reader.count(bytes), reader.count(bytes) != nil,
        reader.count(bytes) != nil
      else { return nil }
      var texts: [String] = []
      texts.reserveCapacity(textCount)
      for _ in 0..<textCount {
        guard let text = reader.text(bytes) else { return nil }
        texts.append(text)
      }
      var relative: [(String, Int)] = []
      relative.reserveCapacity(units)
      for _ in 0..<units {
        guard let key = reader.text(bytes), let offset = reader.count(bytes) else { return nil }
        relative.append((key, offset))
      }
      let base = reader.offset
      return (texts, Dictionary(relative.map { ($0.0, base + $0.1) }) { first, _ in first })
    }
    guard let parsed else { return nil }
    bytes = buffer
    texts = parsed.0
    offsets = parsed.1
  }

  /// Head, texts, table and blocks, nil where the head makes no sense.
  private static func parts(of bytes: RawSpan, from start: Int) -> [Range<Int>]? {
    var reader = CacheReader(offset: start, end: bytes.byteCount)
    guard reader.count(bytes) != nil, reader.count(bytes) != nil, let texts = reader.count(bytes),
      let table = reader.count(bytes), reader.offset + texts + table <= bytes.byteCount
    else { return nil }
    let (first, second) = (reader.offset, reader.offset + texts)
    return [start..<first, first..<second, second..<second + table, second + table..<bytes.byteCount]
  }

  func contains(_ key: String) -> Bool { offsets[key] != nil }

  /// The reading under `key`, its files numbered as `unit` numbers them.
  func reading(of key: String, unit: SourceUnit) -> Ingestor.UnitReading? {
    guard let offset = offsets[key] else { return nil }
    let files = unit.files
    return bytes.withBytes { bytes in
      var reader = CacheReader(offset: offset, end: bytes.byteCount)
      return reader.reading(bytes, files: files, texts: texts)
    }
  }
}
