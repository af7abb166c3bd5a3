public import Foundation
import Glibc

/// A new directory below the system's temporary one, removed with all that is in it at the end of its life.
public final class TemporaryDirectory {
  public let path: String

  public var url: URL { URL(filePath: path, directoryHint: .isDirectory) }

  public init() {
    path = NSTemporaryDirectory() + "cellar-\(UUID().uuidString)"
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// The path of a file in it.
  public func path(_ name: String) -> String { "\(path)/\(name)" }

  public func makeDirectory(_ name: String) {
    try? FileManager.default.createDirectory(atPath: "\(path)/\(name)", withIntermediateDirectories: true)
  }

  public func makeLink(_ name: String, to target: String) {
    try? FileManager.default.createSymbolicLink(atPath: "\(path)/\(name)", withDestinationPath: target)
  }

  public func makePipe(_ name: String) {
    _ = unsafe mkfifo("\(path)/\(name)", 0o644)
  }

  public func write(_ bytes: [UInt8], to name: String) {
    write(bytes, toRawName: Array(name.utf8))
  }

  /// Writes a file whose name need not be UTF-8.
  public func write(_ bytes: [UInt8], toRawName name: [UInt8]) {
    let terminated = (Array("\(path)/".utf8) + name + [0]).map { CChar(bitPattern: $0) }
    let descriptor = unsafe open(terminated, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    _ = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
    close(descriptor)
  }
}
