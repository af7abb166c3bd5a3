internal import CHDF5
internal import Dispatch

/// A dataset of a file that is being written.
public struct HDF5Dataset: HDF5Object {
  public let handle: HDF5Handle

  init(_ handle: HDF5Handle) { self.handle = handle }

  /// Writes one chunk as an `HDF5ChunkEncoder` made it. Identical files need chunks in one fixed order.
  /// - Parameter offset: The indices of the first element of the chunk, multiples of the chunk's extents.
  public func writeChunk(_ bytes: [UInt8], at offset: [Int]) throws(HDF5Error) {
    let start = offset.map(hsize_t.init)
    try checked("H5Dwrite_chunk", handle.subject) {
      unsafe bytes.withUnsafeBytes { buffer in
        unsafe H5Dwrite_chunk(handle.id, cellar_h5p_default(), 0, start, buffer.count, buffer.baseAddress)
      }
    }
  }

  /// Makes this dataset the scale of a dimension called `name`, the `id`th of the file for netCDF.
  public func makeScale(_ name: String, netCDFDimension id: Int) throws(HDF5Error) {
    try Self.alone { () throws(HDF5Error) in
      _ = try checked("H5DSset_scale", handle.subject) { unsafe H5DSset_scale(handle.id, name) }
    }
    try setAttribute("_Netcdf4Dimid", Int32(id))
  }

  /// Labels the dimension `index` of this dataset, from 0, by `scale`.
  public func attachScale(_ scale: HDF5Dataset, toDimension index: Int) throws(HDF5Error) {
    try Self.alone { () throws(HDF5Error) in
      _ = try checked("H5DSattach_scale", handle.subject) {
        H5DSattach_scale(handle.id, scale.handle.id, UInt32(index))
      }
    }
  }

  /// The high-level library is made of many calls of the lower one, which alone is locked.
  private static let turn = DispatchSemaphore(value: 1)

  private static func alone(_ body: () throws(HDF5Error) -> Void) throws(HDF5Error) {
    turn.wait()
    defer { turn.signal() }
    try body()
  }
}
