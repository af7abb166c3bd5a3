internal import Glibc

/// Standard output and standard error of this process, unbuffered.
public enum StandardOutput {
  /// Writes `bytes`, however many calls the system needs for them.
  public static func write(_ bytes: RawSpan) throws(SystemError) { try write(bytes, to: 1, "standard output") }

  /// Writes a text to standard error.
  public static func writeError(_ text: String) throws(SystemError) {
    try text.withBytes { (bytes) throws(SystemError) in try write(bytes, to: 2, "standard error") }
  }

  private static func write(_ bytes: RawSpan, to descriptor: Int32, _ name: String) throws(SystemError) {
    var offset = 0
    while offset < bytes.byteCount {
      let written = unsafe bytes.withUnsafeBytes { buffer in
        retrying { unsafe Glibc.write(descriptor, buffer.baseAddress! + offset, buffer.count - offset) }
      }
      if written < 0 { throw .last("write", name) }
      offset += written
    }
  }
}
