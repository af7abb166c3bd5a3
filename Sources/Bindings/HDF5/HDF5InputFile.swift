internal import Bytes
internal import CHDF5

/// An HDF5 file that nobody vouches for, opened for reading.
///
/// libhdf5 crashes or hangs on one in seven damaged files whatever is checked here, so this belongs in a process of its
/// own: see `ChildProcess` and `ProcessLimits`. One thread.
public struct HDF5InputFile {
  public let path: String
  /// Bytes.
  public let size: Int
  public let limits: HDF5InputLimits
  /// The group `/`.
  public let root: HDF5InputGroup

  /// Opens the file at `path`, with no filter but those of the library and no driver but that of plain files.
  /// - Throws: `HDF5InputError`, `SystemError` where there is no such file.
  public init(reading path: String, limits: HDF5InputLimits = HDF5InputLimits()) throws {
    HDF5Library.leavesExitAlone
    self.path = path
    self.limits = limits
    size = try FileSystem.size(of: path)
    do throws(HDF5Error) {
      try checked("H5PLset_loading_state", path) { H5PLset_loading_state(0) }
      let access = try HDF5Handle.properties(cellar_h5p_file_access(), path)
      try checked("H5Pset_fapl_sec2", path) { H5Pset_fapl_sec2(access.id) }
      let id = try checked("H5Fopen", path) { unsafe H5Fopen(path, cellar_h5f_read_only(), access.id) }
      let file = HDF5Handle(id, path) { H5Fclose($0) }
      let group = try checked("H5Gopen2", path) { unsafe H5Gopen2(file.id, "/", cellar_h5p_default()) }
      root = HDF5InputGroup(
        HDF5Handle(group, "\(path):/") { H5Gclose($0) }, path: "/",
        context: HDF5InputContext(file: file, size: size, limits: limits))
    } catch {
      throw HDF5InputError.library(error)
    }
  }
}

/// What every object of an open file needs.
struct HDF5InputContext: Sendable {
  /// Keeps the file open.
  let file: HDF5Handle
  /// Bytes.
  let size: Int
  let limits: HDF5InputLimits
}
