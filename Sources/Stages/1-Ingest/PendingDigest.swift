import Bytes
import Dispatch
import Synchronization

/// The digest of a large buffer, computed on another thread.
final class PendingDigest: Sendable {
  private let group = DispatchGroup()
  private let result = Mutex<FileContents?>(nil)

  /// - Parameter buffer: shared, not copied, as long as nobody writes to it.
  init(of buffer: ByteBuffer, by digest: @escaping @Sendable (RawSpan) -> String) {
    DispatchQueue(label: "digest").async(group: group) { [self] in
      let contents = FileContents(sha256: buffer.withBytes { digest($0) }, bytes: buffer.count)
      result.withLock { $0 = contents }
    }
  }

  /// Waits for the other thread.
  func wait() -> FileContents? {
    group.wait()
    return result.withLock { $0 }
  }
}
