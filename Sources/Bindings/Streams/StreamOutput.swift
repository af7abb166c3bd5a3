/// What a library writes piece by piece, gathered into one array that grows with what is really there.
struct StreamOutput: ~Copyable {
  /// The size of a piece: some hundred calls of the library for each 64 MB, at no memory worth naming.
  private static let pieceSize = 1 << 18

  private let limit: Int
  private var piece = [UInt8](repeating: 0, count: StreamOutput.pieceSize)
  private(set) var content: [UInt8] = []

  /// - Parameter limit: The largest number of bytes that the content may have.
  init(limit: Int) { self.limit = limit }

  /// Lets `fill` write into a piece, and takes up as many bytes as it says it wrote.
  /// - Throws: `StreamError.exceedsLimit`, when as much was taken up as is allowed.
  mutating func take(_ fill: (UnsafeMutableBufferPointer<UInt8>) -> Int) throws(StreamError) {
    let written = unsafe piece.withUnsafeMutableBufferPointer { unsafe fill($0) }
    let room = limit - content.count
    content.append(contentsOf: piece[..<min(written, room)])
    if written > room { throw .exceedsLimit(limit) }
  }

  consuming func finish() -> [UInt8] { content }
}
