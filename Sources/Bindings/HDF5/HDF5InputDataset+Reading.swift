internal import CHDF5
internal import Glibc

extension HDF5InputDataset {
  /// Reads numbers, row after row.
  /// - Parameter values: Overwritten; exactly the elements of `rows` afterwards.
  /// - Throws: `HDF5InputError`, also where the dataset holds no such numbers or has no such rows.
  public func read(_ rows: Range<Int>, into values: inout [Double]) throws(HDF5InputError) {
    try expect(.float)
    try read(rows, into: &values, as: cellar_h5t_float64(), zero: 0)
  }

  /// The same without libhdf5's own filters where the chunks allow it and `rows` begin with one.
  public func read(
    _ rows: Range<Int>, into values: inout [Double], by decoder: inout HDF5ChunkDecoder
  ) throws(HDF5InputError) {
    try expect(.float)
    let count = try elementCount(of: rows)
    if let plainChunks, rows.lowerBound % plainChunks.rows == 0 {
      if values.count != count { values = [Double](repeating: 0, count: count) }
      if decoder.decode(plainChunks, rows, of: self, into: &values) { return }
    }
    try read(rows, into: &values)
  }

  /// The same for whole numbers; one beyond 64 bits becomes the nearest that is not.
  public func read(_ rows: Range<Int>, into values: inout [Int64]) throws(HDF5InputError) {
    try expect(.integer)
    try read(rows, into: &values, as: cellar_h5t_int64(), zero: 0)
  }

  /// The texts of some rows, each of at most `HDF5InputLimits.textBytes`.
  public func texts(_ rows: Range<Int>) throws(HDF5InputError) -> [String] {
    try expect(.text)
    let count = try elementCount(of: rows)
    if count == 0 { return [] }
    if case .text(.some(let size)) = type.kind { return try fixedTexts(rows, count, size) }
    return try variableTexts(rows, count)
  }

  private func expect(_ wanted: Kind) throws(HDF5InputError) {
    guard kind == wanted else {
      throw .refused(subject: handle.subject, found: "values of kind \(kind)", expected: "\(wanted)")
    }
  }

  /// - Throws: Also where the elements would take more than `HDF5InputLimits.textBlockBytes`.
  private func elementCount(of rows: Range<Int>) throws(HDF5InputError) -> Int {
    let (count, overflow) = rows.count.multipliedReportingOverflow(by: width)
    let limit = context.limits.textBlockBytes / max(type.size, 16)
    guard rows.lowerBound >= 0, rows.upperBound <= self.rows, !overflow, count <= limit else {
      throw .refused(
        subject: handle.subject, found: "\(self.rows) rows of \(width) elements of \(type.size) bytes",
        expected: "rows \(rows), and at most \(limit) elements at a time (size limit)")
    }
    return count
  }

  private func read<Element>(
    _ rows: Range<Int>, into values: inout [Element], as native: hid_t, zero: Element
  ) throws(HDF5InputError) {
    let count = try elementCount(of: rows)
    if values.count != count { values = [Element](repeating: zero, count: count) }
    if count == 0 { return }
    let (memory, file) = try selection(rows)
    try checkedInput("H5Dread", handle.subject) {
      unsafe values.withUnsafeMutableBytes {
        unsafe H5Dread(handle.id, native, memory.id, file.id, cellar_h5p_default(), $0.baseAddress)
      }
    }
  }

  /// The spaces of `rows` in memory and in the file.
  private func selection(_ rows: Range<Int>) throws(HDF5InputError) -> (memory: HDF5Handle, file: HDF5Handle) {
    let subject = handle.subject
    let file = HDF5Handle(try checkedInput("H5Dget_space", subject) { H5Dget_space(handle.id) }, subject) {
      H5Sclose($0)
    }
    let memory: HDF5Handle
    // Of the rank of the dataset: into another shape, libhdf5 iterates over the selection instead of copying rows.
    let extents = shape.isEmpty ? [1] : [rows.count] + shape.dropFirst()
    do throws(HDF5Error) { memory = try HDF5Handle.space(extents, subject) } catch {
      throw .library(error)
    }
    if !shape.isEmpty {
      let start = [hsize_t(rows.lowerBound)] + shape.dropFirst().map { _ in 0 }
      let extent = [hsize_t(rows.count)] + shape.dropFirst().map(hsize_t.init)
      try checkedInput("H5Sselect_hyperslab", subject) {
        unsafe H5Sselect_hyperslab(file.id, H5S_SELECT_SET, start, nil, extent, nil)
      }
    }
    return (memory, file)
  }

  private func fixedTexts(_ rows: Range<Int>, _ count: Int, _ size: Int) throws(HDF5InputError) -> [String] {
    var bytes = [UInt8](repeating: 0, count: count * size)
    let (memory, file) = try selection(rows)
    try checkedInput("H5Dread", handle.subject) {
      unsafe bytes.withUnsafeMutableBytes {
        unsafe H5Dread(handle.id, type.handle.id, memory.id, file.id, cellar_h5p_default(), $0.baseAddress)
      }
    }
    var texts: [String] = []
    texts.reserveCapacity(count)
    for index in 0..<count {
      texts.append(try HDF5Text.fixed(bytes[index * size..<(index + 1) * size], type.padding, handle.subject))
    }
    return texts
  }

  /// Reads texts into memory of which no more than `HDF5InputLimits.textBlockBytes` are given out: a thousand elements
  /// may all lead to one huge text.
  private func variableTexts(_ rows: Range<Int>, _ count: Int) throws(HDF5InputError) -> [String] {
    let subject = handle.subject
    let transfer: HDF5Handle
    do throws(HDF5Error) {
      transfer = try HDF5Handle.properties(cellar_h5p_dataset_transfer(), subject)
    } catch {
      throw .library(error)
    }
    let (memory, file) = try selection(rows)
    var pointers = unsafe [UnsafeMutablePointer<CChar>?](repeating: nil, count: count)
    var room = context.limits.textBlockBytes
    return try unsafe withUnsafeMutablePointer(to: &room) { (room) throws(HDF5InputError) -> [String] in
      try checkedInput("H5Pset_vlen_mem_manager", subject) {
        unsafe H5Pset_vlen_mem_manager(
          transfer.id,
          { size, context in
            guard let room = unsafe context?.assumingMemoryBound(to: Int.self),
              let size = Int(exactly: size), unsafe size <= room.pointee
            else { return nil }
            unsafe room.pointee -= size
            return unsafe malloc(size)
          }, room, { memory, _ in unsafe free(memory) }, nil)
      }
      return try unsafe pointers.withUnsafeMutableBufferPointer { (buffer) throws(HDF5InputError) -> [String] in
        try checkedInput("H5Dread", subject) {
          unsafe H5Dread(handle.id, type.handle.id, memory.id, file.id, transfer.id, buffer.baseAddress)
        }
        // After a failure nobody knows which of the addresses are good: the process is about to end then.
        defer { for index in 0..<count { unsafe free(buffer[index]) } }
        var texts: [String] = []
        texts.reserveCapacity(count)
        for index in 0..<count {
          texts.append(try unsafe HDF5Text.variable(buffer[index], limit: context.limits.textBytes, subject))
        }
        return texts
      }
    }
  }
}
