internal import Bindings
internal import Bytes
public import Core

/// Writes a `.pth` as `torch.save` lays it out: a zip archive with `data.pkl` of plain values, `byteorder`, `version`.
///
/// Members are stored, at multiples of 64 bytes, with the headers torch writes, time 0. The bytes depend on the calls
/// alone. Values go to `pickle`; call `drain()` now and then, and memory stays below a few MiB whatever the file's size.
public struct TorchArchiveWriter: ~Copyable {
  /// Takes the values.
  public var pickle: PickleWriter
  private var file: FileWriter
  private let name: String
  private var directory = OutputBytes()
  private var count = 0
  /// Of `data.pkl`, as far as it is in the file.
  private var size = 0
  private var checksum: UInt32 = 0

  /// Creates the file.
  /// - Parameter name: the folder in the archive; torch takes the file's name without its suffix, any will do.
  /// - Throws: `ArtifactError` where `path` exists already or cannot be created.
  public init(creating path: String, name: String = "archive") throws(ArtifactError) {
    self.name = name
    do throws(SystemError) {
      var file = try FileWriter(creating: path)
      var header = OutputBytes()
      TorchMember(path: "\(name)/data.pkl", offset: 0).appendHeader(to: &header)
      try header.withBytes { (bytes: RawSpan) throws(SystemError) in try file.write(bytes) }
      self.file = file
      pickle = PickleWriter(version: .two, output: OutputBytes(capacity: 1 << 21))
    } catch {
      throw ArtifactError(path: error.path, operation: error.operation, message: error.message)
    }
  }

  /// Writes out what `pickle` holds, if that is at least 1 MiB.
  public mutating func drain() throws(ArtifactError) {
    if pickle.output.count >= 1 << 20 { try flush() }
  }

  private mutating func flush() throws(ArtifactError) {
    try Self.write(pickle.output, &file)
    size += pickle.output.count
    let start = checksum
    checksum = pickle.output.withBytes { CRC32.checksum(of: $0, from: start) }
    pickle.output.removeAll()
  }

  /// Ends the pickle and the archive, and syncs the file.
  /// - Returns: the number of bytes of the file.
  /// - Throws: `ArtifactError`; also where `data.pkl` reached 4 GiB, which is the most that is written.
  @discardableResult
  public consuming func finish() throws(ArtifactError) -> Int {
    let path = file.path
    let rest = pickle.finish()
    try Self.write(rest, &file)
    size += rest.count
    let start = checksum
    checksum = rest.withBytes { CRC32.checksum(of: $0, from: start) }
    guard size < Int(UInt32.max) - 4096 else {
      throw ArtifactError(path: path, operation: "write", message: "data.pkl reached 4 GiB")
    }
    var tail = OutputBytes()
    var member = TorchMember(path: "\(name)/data.pkl", offset: 0)
    (member.size, member.checksum) = (UInt32(size), checksum)
    member.appendDescriptor(to: &tail)
    member.appendEntry(to: &directory)
    let written = file.count
    for (path, text) in [("byteorder", "little"), ("version", "3\n")] {
      let content = Array(text.utf8)
      var member = TorchMember(path: "\(name)/\(path)", offset: written + tail.count)
      (member.size, member.checksum) = (UInt32(content.count), content.withBytes { CRC32.checksum(of: $0) })
      member.appendHeader(to: &tail)
      tail.append(content)
      member.appendDescriptor(to: &tail)
      member.appendEntry(to: &directory)
    }
    let directoryStart = written + tail.count
    tail.append(directory)
    TorchMember.appendEnd(count: 3, directory: directoryStart, size: directory.count, to: &tail)
    try Self.write(tail, &file)
    do throws(SystemError) {
      return try file.finish()
    } catch {
      throw ArtifactError(path: error.path, operation: error.operation, message: error.message)
    }
  }

  private static func write(_ output: borrowing OutputBytes, _ file: inout FileWriter) throws(ArtifactError) {
    do throws(SystemError) {
      try output.withBytes { (bytes: RawSpan) throws(SystemError) in try file.write(bytes) }
    } catch {
      throw ArtifactError(path: error.path, operation: error.operation, message: error.message)
    }
  }
}
