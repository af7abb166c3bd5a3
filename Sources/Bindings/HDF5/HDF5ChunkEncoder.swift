/// Turns the elements of a chunk into the bytes that HDF5's filters `shuffle` and `deflate` would store: keep one per
/// thread.
public struct HDF5ChunkEncoder: ~Copyable {
  private var compressor: DeflateCompressor
  private var shuffled: [UInt8] = []

  /// - Parameter level: As in `HDF5Group.createDataset`.
  public init(level: Int) { compressor = DeflateCompressor(level: level) }

  /// - Parameter elements: As many as the chunk has, padding included.
  /// - Complexity: O(elements); one allocation besides the result, kept for the next call.
  public mutating func encode<Element: HDF5Element>(_ elements: [Element]) -> [UInt8] {
    let count = elements.count
    let size = Element.elementType.size
    if shuffled.count != count * size { shuffled = [UInt8](repeating: 0, count: count * size) }
    unsafe elements.withUnsafeBytes { source in
      unsafe shuffled.withUnsafeMutableBufferPointer { target in
        switch size {
        case 8: unsafe Self.shuffle(source.bindMemory(to: UInt64.self), into: target)
        case 4: unsafe Self.shuffle(source.bindMemory(to: UInt32.self), into: target)
        default: _ = unsafe target.update(fromContentsOf: source.bindMemory(to: UInt8.self))
        }
      }
    }
    return compressor.compress(shuffled, as: .zlib)
  }

  /// The first bytes of all elements, then the second bytes, and so on, least significant first.
  @unsafe private static func shuffle<Word: FixedWidthInteger>(
    _ words: UnsafeBufferPointer<Word>, into target: UnsafeMutableBufferPointer<UInt8>
  ) {
    let count = words.count
    for byte in 0..<MemoryLayout<Word>.size {
      let plane = unsafe UnsafeMutableBufferPointer(rebasing: target[byte * count..<(byte + 1) * count])
      for index in 0..<count {
        unsafe plane[index] = UInt8(truncatingIfNeeded: words[index] &>> Word(truncatingIfNeeded: byte * 8))
      }
    }
  }
}
