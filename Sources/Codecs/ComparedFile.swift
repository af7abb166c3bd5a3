package import Bytes
package import Core

/// A file of which is told, piece by piece, what ought to stand in it.
struct ComparedFile: ~Copyable {
  private let file: FileReader
  private var buffer: [UInt8] = []

  init(_ path: String) throws(ComparisonEnd) {
    do throws(SystemError) { file = try FileReader(opening: path) } catch { throw .unreadable(error) }
  }

  /// Compares the next bytes with `piece`.
  mutating func expect(_ piece: [UInt8]) throws(ComparisonEnd) {
    buffer.removeLast(max(0, buffer.count - piece.count))
    buffer.append(contentsOf: repeatElement(0, count: piece.count - buffer.count))
    // Word by word, unlike arrays, which are compared byte by byte.
    guard try read() == piece.count, buffer.withBytes({ $0.equals(piece, at: 0..<$0.byteCount) }) else {
      throw .differs
    }
  }

  mutating func expectEnd() throws(ComparisonEnd) {
    buffer = [0]
    guard try read() == 0 else { throw .differs }
  }

  private mutating func read() throws(ComparisonEnd) -> Int {
    do throws(SystemError) { return try file.read(into: &buffer) } catch { throw .unreadable(error) }
  }
}

/// Why a comparison ended before the end of the file.
package enum ComparisonEnd: Error {
  case differs
  case unreadable(SystemError)

  /// Whether `comparison` comes to its end without a difference.
  /// - Throws: `ArtifactError` where a file cannot be read.
  package static func isReached(_ comparison: () throws(ComparisonEnd) -> Void) throws(ArtifactError) -> Bool {
    do throws(ComparisonEnd) {
      try comparison()
      return true
    } catch {
      guard case .unreadable(let error) = error else { return false }
      throw ArtifactError(path: error.path, operation: error.operation, message: error.message)
    }
  }
}
