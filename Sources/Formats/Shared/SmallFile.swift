import Bytes
import Core

/// Writes an artifact that is made in memory.
enum SmallFile {
  /// Writes `bytes` to `path`, which does not exist yet, and syncs it.
  static func write(_ bytes: [UInt8], to path: String) throws(ArtifactError) {
    do throws(SystemError) {
      var writer = try FileWriter(creating: path)
      try writer.write(bytes)
      try writer.finish()
    } catch {
      throw ArtifactError(path: error.path, operation: error.operation, message: error.message)
    }
  }
}
