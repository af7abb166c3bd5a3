internal import CHDF5

/// The library as a whole.
enum HDF5Library {
  /// Keeps the library from tidying up when the process ends: every file is closed by then, and after use on several
  /// threads the tidying goes round in circles ("infinite loop closing library"). Must come before any other call.
  static let leavesExitAlone: Void = { _ = H5dont_atexit() }()
}
