internal import Glibc

/// The standard output of this process, unbuffered.
public enum StandardOutput {
  /// Writes `bytes`, however many calls the system needs for them.
  public static func write(_ bytes: RawSpan) throws(SystemError) {
    var offset = 0
    while offset < bytes.byteCount {
      let written = unsafe bytes.withUnsafeBytes { buffer in
        retrying { unsafe Glibc.write(1, buffer.baseAddress! + offset, buffer.count - offset) }
      }
      if written < 0 { throw .last("write", "standard output") }
      offset += written
    }
  }
}
