internal import CHDF5
internal import Synchronization

/// A new HDF5 file whose bytes depend on what is written and the version of the library alone.
///
/// To that end no object carries a time, every group is created explicitly, and the file format is that of HDF5 1.8,
/// which netCDF, MATLAB and every binding read. The members of a group and the attributes of the
/// root keep their order of creation.
public final class HDF5File: Sendable {
  public let path: String
  /// The group `/`.
  public let root: HDF5Group
  private let handle: HDF5Handle
  /// Set once nothing may be asked of the library about this file any more.
  private let isAbandoned = AbandonedMark()

  /// Creates the file.
  /// - Throws: `HDF5Error` where `path` exists already or cannot be created, or where the library was built without
  ///   the lock that makes its calls safe on several threads.
  public init(creating path: String) throws(HDF5Error) {
    HDF5Library.leavesExitAlone
    var isThreadSafe: hbool_t = false
    try checked("H5is_library_threadsafe", path) { unsafe H5is_library_threadsafe(&isThreadSafe) }
    if !isThreadSafe {
      throw HDF5Error(function: "H5is_library_threadsafe", subject: path, message: "HDF5 was built without threads")
    }
    let creation = try HDF5Handle.properties(cellar_h5p_file_create(), path)
    try checked("H5Pset_obj_track_times", path) { H5Pset_obj_track_times(creation.id, false) }
    try checked("H5Pset_link_creation_order", path) {
      H5Pset_link_creation_order(creation.id, cellar_h5p_creation_order())
    }
    try checked("H5Pset_attr_creation_order", path) {
      H5Pset_attr_creation_order(creation.id, cellar_h5p_creation_order())
    }
    let access = try HDF5Handle.properties(cellar_h5p_file_access(), path)
    try checked("H5Pset_libver_bounds", path) { H5Pset_libver_bounds(access.id, H5F_LIBVER_V18, H5F_LIBVER_V18) }
    // Closing the file closes whatever is still open in it, so that `close` really is the end of writing.
    try checked("H5Pset_fclose_degree", path) { H5Pset_fclose_degree(access.id, H5F_CLOSE_STRONG) }
    let id = try checked("H5Fcreate", path) {
      unsafe H5Fcreate(path, cellar_h5f_exclusive(), creation.id, access.id)
    }
    self.path = path
    handle = HDF5Handle(id, path) { _ in 0 }
    let group = try checked("H5Gopen2", path) { unsafe H5Gopen2(id, "/", cellar_h5p_default()) }
    let mark = isAbandoned
    root = HDF5Group(HDF5Handle(group, "\(path):/") { mark.isSet ? 0 : H5Gclose($0) })
  }

  /// Writes everything that the library still holds and closes the file. Syncing is left to `FileSystem.syncFile`.
  public func close() throws(HDF5Error) {
    try checked("H5Fclose", path) { H5Fclose(handle.id) }
  }

  /// Lets go of a file that could not be written; its content counts for nothing.
  ///
  /// The library is not told: after a failed write, on a full disk say, its own closing follows pointers that it has
  /// freed. What it holds of the file stays allocated, and the descriptor open, until the process ends.
  public func abandon() { isAbandoned.set() }
}

/// Whether a file was given up.
private final class AbandonedMark: Sendable {
  private let flag = Atomic<Bool>(false)
  var isSet: Bool { flag.load(ordering: .relaxed) }
  func set() { flag.store(true, ordering: .relaxed) }
}
