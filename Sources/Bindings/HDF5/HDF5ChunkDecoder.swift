internal import CDeflate
internal import CHDF5

/// Undoes HDF5's filters `deflate` and `shuffle` in a third of the time that libhdf5 takes: keep one per thread.
@safe public struct HDF5ChunkDecoder: ~Copyable {
  private let decompressor: OpaquePointer
  private var stored: [UInt8] = []
  private var planes: [UInt8] = []

  public init() {
    guard let decompressor = unsafe libdeflate_alloc_decompressor() else { fatalError("no memory for a decompressor") }
    unsafe self.decompressor = decompressor
  }

  deinit { unsafe libdeflate_free_decompressor(decompressor) }

  /// Reads the chunks of `rows`, which begin with one.
  /// - Returns: False where libhdf5 itself has to look: at chunks that are missing, damaged, or stored in another way.
  mutating func decode(
    _ form: HDF5PlainChunks, _ rows: Range<Int>, of dataset: HDF5InputDataset, into values: inout [Double]
  ) -> Bool {
    var offset = [hsize_t](repeating: 0, count: form.rank)
    var place = 0
    for first in stride(from: rows.lowerBound, to: rows.upperBound, by: form.rows) {
      offset[0] = hsize_t(first)
      guard read(offset, dataset), inflate(to: form.bytes) else { return false }
      let count = min(form.bytes / 8, values.count - place)
      unsafe planes.withUnsafeBytes { source in
        unsafe values.withUnsafeMutableBufferPointer { target in
          let target = unsafe UnsafeMutableBufferPointer(rebasing: target[place..<place + count])
          if form.isShuffled {
            unsafe Self.unshuffle(source, into: target)
          } else {
            unsafe UnsafeMutableRawBufferPointer(target).copyMemory(
              from: UnsafeRawBufferPointer(rebasing: source[..<(8 * count)]))
          }
        }
      }
      place += count
    }
    return true
  }

  /// Reads one chunk as it is stored.
  private mutating func read(_ offset: [hsize_t], _ dataset: HDF5InputDataset) -> Bool {
    var size: hsize_t = 0
    guard unsafe H5Dget_chunk_storage_size(dataset.handle.id, offset, &size) >= 0, size > 0,
      size <= hsize_t(dataset.context.size)
    else { return false }
    stored.removeAll(keepingCapacity: true)
    stored.append(contentsOf: repeatElement(0, count: Int(size)))
    var skippedFilters: UInt32 = 0
    let result = unsafe stored.withUnsafeMutableBytes {
      unsafe H5Dread_chunk(dataset.handle.id, cellar_h5p_default(), offset, &skippedFilters, $0.baseAddress)
    }
    return result >= 0 && skippedFilters == 0
  }

  /// Inflates what was read into exactly `count` bytes.
  private mutating func inflate(to count: Int) -> Bool {
    if planes.count != count { planes = [UInt8](repeating: 0, count: count) }
    let result = unsafe stored.withUnsafeBytes { input in
      unsafe planes.withUnsafeMutableBytes { output in
        unsafe libdeflate_zlib_decompress(
          decompressor, input.baseAddress, input.count, output.baseAddress, output.count, nil)
      }
    }
    return result == LIBDEFLATE_SUCCESS
  }

  /// Gathers numbers from the planes of their first bytes, of their second bytes, and so on, least significant first.
  @unsafe private static func unshuffle(
    _ planes: UnsafeRawBufferPointer, into target: UnsafeMutableBufferPointer<Double>
  ) {
    let count = planes.count / 8
    var index = 0
    while index + 8 <= target.count {
      var words = SIMD8<UInt64>(repeating: 0)
      for byte in 0..<8 {
        let plane = unsafe planes.loadUnaligned(fromByteOffset: byte * count + index, as: SIMD8<UInt8>.self)
        words |= SIMD8<UInt64>(truncatingIfNeeded: plane) &<< SIMD8(repeating: UInt64(8 * byte))
      }
      for lane in 0..<8 { unsafe target[index + lane] = Double(bitPattern: words[lane]) }
      index += 8
    }
    while index < target.count {
      var word: UInt64 = 0
      for byte in 0..<8 { word |= unsafe UInt64(planes[byte * count + index]) << UInt64(8 * byte) }
      unsafe target[index] = Double(bitPattern: word)
      index += 1
    }
  }
}
