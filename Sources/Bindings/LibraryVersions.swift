internal import CBzip2
internal import CDeflate
internal import CHDF5
internal import CLZMA
internal import CZstd
internal import GRDBSQLite

/// The libraries on which the bytes of an artifact depend, as they are linked at run time.
public enum LibraryVersions {
  /// Names and versions, sorted by name.
  public static let all: [(name: String, version: String)] = [
    // libbz2 adds the date of its release to its version.
    ("bzip2", unsafe String(String(cString: BZ2_bzlibVersion()).prefix { $0 != "," })), ("hdf5", hdf5),
    ("libdeflate", LIBDEFLATE_VERSION_STRING), ("sqlite", unsafe String(cString: sqlite3_libversion())),
    ("xz", unsafe String(cString: lzma_version_string())), ("zstd", unsafe String(cString: ZSTD_versionString())),
  ]

  private static var hdf5: String {
    HDF5Library.leavesExitAlone
    var major: UInt32 = 0
    var minor: UInt32 = 0
    var release: UInt32 = 0
    guard unsafe H5get_libversion(&major, &minor, &release) >= 0 else { return "unknown" }
    return "\(major).\(minor).\(release)"
  }
}
