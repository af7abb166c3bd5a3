internal import CHDF5

/// A dataset of a file that is being read.
///
/// Its size was held against what the file stores of it when it was opened, so that a dataset that exists can be read
/// in blocks of rows without an allocation that only its header asks for.
public struct HDF5InputDataset: HDF5InputObject {
  /// What the elements are.
  public enum Kind: Sendable, Hashable {
    case integer, float, text, other
  }

  public let handle: HDF5Handle
  public let path: String
  public let kind: Kind
  /// The extent of each dimension, at most 8.
  public let shape: [Int]
  /// Rows of one chunk, nil where the dataset is not chunked.
  public let chunkRows: Int?
  let context: HDF5InputContext
  let type: HDF5InputType
  /// How its chunks are stored, where they can be decoded without libhdf5.
  let plainChunks: HDF5PlainChunks?

  public var attributeLimits: (count: Int, bytes: Int) { (context.limits.attributes, context.limits.textBytes) }
  /// The extent of the first dimension; 1 for a scalar.
  public var rows: Int { shape.first ?? 1 }
  /// The number of elements of a row.
  public var width: Int { shape.dropFirst().reduce(1, *) }

  init(_ handle: HDF5Handle, path: String, context: HDF5InputContext) throws(HDF5InputError) {
    self.handle = handle
    self.path = path
    self.context = context
    let subject = handle.subject
    let creation = HDF5Handle(
      try checkedInput("H5Dget_create_plist", subject) { H5Dget_create_plist(handle.id) }, subject
    ) { H5Pclose($0) }
    // Before anything else: asking a virtual dataset for its extent opens the files it is made of.
    let layout = H5Pget_layout(creation.id)
    guard layout == H5D_CHUNKED || layout == H5D_CONTIGUOUS || layout == H5D_COMPACT else {
      throw .refused(
        subject: subject, found: "a virtual dataset", expected: "values in this file: other files are never opened")
    }
    guard try checkedInput("H5Pget_external_count", subject, { H5Pget_external_count(creation.id) }) == 0 else {
      throw .refused(
        subject: subject, found: "external storage", expected: "values in this file: other files are never opened")
    }
    let filters = try Self.filters(creation, subject)
    type = try HDF5InputType(
      HDF5Handle(try checkedInput("H5Dget_type", subject) { H5Dget_type(handle.id) }, subject) { H5Tclose($0) })
    shape = try Self.shape(handle)
    kind =
      switch type.kind {
      case .integer: .integer
      case .float: .float
      case .text: .text
      case .other: .other
      }
    let stored = try Self.storedBytes(handle)
    let limits = context.limits
    let most = min(stored, context.size).multipliedReportingOverflow(by: limits.expansion)
    let allowed = max(most.overflow ? .max : most.partialValue, limits.unstoredBytes)
    // A text of variable length takes 16 bytes in its dataset, and as long a pointer in memory.
    guard let bytes = Self.product([max(type.size, 16)] + shape), bytes / (max(type.size, 16) / type.size) <= allowed
    else {
      throw .refused(
        subject: subject, found: "\(shape) elements of \(type.size) bytes, of which the file stores \(stored) bytes",
        expected: "at most \(allowed) bytes of values (size limit)")
    }
    let chunk =
      layout == H5D_CHUNKED ? try Self.chunk(creation, type.size, shape, limit: limits.chunkBytes, subject) : nil
    chunkRows = chunk.map { max(1, $0.first ?? 1) }
    if let chunk { plainChunks = try HDF5PlainChunks(chunk, shape, filters, type) } else { plainChunks = nil }
  }

  /// The product, nil where it is beyond 64 bits.
  private static func product(_ factors: [Int]) -> Int? {
    var result = 1
    for factor in factors {
      let (product, overflow) = result.multipliedReportingOverflow(by: factor)
      if overflow { return nil }
      result = product
    }
    return result
  }

  private static func shape(_ handle: HDF5Handle) throws(HDF5InputError) -> [Int] {
    let subject = handle.subject
    let space = HDF5Handle(try checkedInput("H5Dget_space", subject) { H5Dget_space(handle.id) }, subject) {
      H5Sclose($0)
    }
    let rank = try checkedInput("H5Sget_simple_extent_ndims", subject) { H5Sget_simple_extent_ndims(space.id) }
    guard rank <= 8 else {
      throw .refused(subject: subject, found: "\(rank) dimensions", expected: "at most 8")
    }
    var extents = [hsize_t](repeating: 0, count: max(1, Int(rank)))
    try checkedInput("H5Sget_simple_extent_dims", subject) {
      unsafe H5Sget_simple_extent_dims(space.id, &extents, nil)
    }
    let isNull = H5Sget_simple_extent_type(space.id) == H5S_NULL
    return isNull ? [0] : extents.prefix(Int(rank)).map { Int(clamping: $0) }
  }

  /// What the file stores of the values, compressed.
  private static func storedBytes(_ handle: HDF5Handle) throws(HDF5InputError) -> Int {
    let stored = H5Dget_storage_size(handle.id)
    // 0 where nothing is stored, and where finding out failed.
    if stored == 0, H5Eget_num(cellar_h5e_default()) > 0 {
      throw .library(HDF5Error.last("H5Dget_storage_size", handle.subject))
    }
    return Int(clamping: stored)
  }

  private static func filters(_ creation: HDF5Handle, _ subject: String) throws(HDF5InputError) -> [H5Z_filter_t] {
    var filters: [H5Z_filter_t] = []
    let count = try checkedInput("H5Pget_nfilters", subject) { H5Pget_nfilters(creation.id) }
    for index in 0..<max(0, count) {
      var flags: UInt32 = 0
      var values = 0
      let filter = try checkedInput("H5Pget_filter2", subject) {
        unsafe H5Pget_filter2(creation.id, UInt32(index), &flags, &values, nil, 0, nil, nil)
      }
      // Deflate, shuffle, Fletcher32.
      guard (1...3).contains(filter) else {
        throw .refused(
          subject: subject, found: "filter \(filter)", expected: "deflate (1), shuffle (2) or fletcher32 (3)")
      }
      filters.append(filter)
    }
    return filters
  }

  /// The extents of a chunk.
  private static func chunk(
    _ creation: HDF5Handle, _ size: Int, _ shape: [Int], limit: Int, _ subject: String
  ) throws(HDF5InputError) -> [Int] {
    var extents = [hsize_t](repeating: 0, count: 32)
    let rank = try checkedInput("H5Pget_chunk", subject) { unsafe H5Pget_chunk(creation.id, 32, &extents) }
    let chunk = extents.prefix(Int(max(0, min(rank, 32)))).map { Int(clamping: $0) }
    guard chunk.count == shape.count, !chunk.contains(0), let bytes = product([size] + chunk), bytes <= limit else {
      throw .refused(
        subject: subject, found: "chunks of \(chunk) elements of \(size) bytes",
        expected: "at most \(limit) bytes (size limit)")
    }
    return chunk
  }
}
