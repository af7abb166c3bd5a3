import Bindings
import Bytes
import Core

/// Reads `<name>.h5` in a child process with limits on time, processor time and memory, since libhdf5
/// crashes or hangs on one in seven damaged files. Its death is an error like any other.
///
/// The child is the same program with the arguments `__read-hdf5 FILE`, which calls `HDF5ReleaseChild.run`.
public struct HDF5ReleaseProcess: Sendable {
  /// The arguments of the child, before the path and the process id of its parent.
  public static let command = "__read-hdf5"

  /// The program to run.
  public var executable: String

  /// - Parameter executable: By default the program that runs now.
  public init(executable: String = "/proc/self/exe") { self.executable = executable }

  /// Calls `body` with the head, then with each run.
  ///
  /// What was given before an error counts for nothing.
  /// - Throws: `ReleaseInputError`, of kind `crashed` where the child did not end by itself.
  public func read(
    _ path: String, _ body: (ReleasePart) throws(ReleaseInputError) -> Void
  ) throws(ReleaseInputError) {
    let limits: HDF5ReleaseLimits
    do throws(SystemError) { limits = HDF5ReleaseLimits(size: try FileReader(opening: path).size) } catch {
      throw ReleaseInputError(error, path: path)
    }
    let child = ChildProcess(
      executable: executable,
      // A path that begins with a dash is no option.
      arguments: [Self.command, path.hasPrefix("-") ? "./\(path)" : path, String(ProcessEnvironment.processID)],
      environment: Self.environment, seconds: limits.wallSeconds, outputLimit: limits.outputBytes)
    var frames = ReleaseFrameReader(path: path)
    let (end, message) = try child.run { (bytes) throws(ReleaseInputError) in try frames.read(bytes, body) }
    try check(end, message, path, isWhole: frames.isAtEnd)
  }

  /// Calls `body` with each line that tells of a group, a dataset or its values: see `HDF5ContentLine`.
  ///
  /// What was given before an error counts for nothing.
  /// - Throws: `ReleaseInputError`, of kind `crashed` where the child did not end by itself.
  func readContent(_ path: String, _ body: (RawSpan) throws(ReleaseInputError) -> Void) throws(ReleaseInputError) {
    let arguments = [
      Self.command, path.hasPrefix("-") ? "./\(path)" : path, String(ProcessEnvironment.processID), "--content",
    ]
    var pending: [UInt8] = []
    var failure: ReleaseInputError?
    let (code, message) = try run(arguments, about: path) { bytes in
      if failure != nil { return }
      pending.append(contentsOf: bytes.array(0..<bytes.byteCount))
      do throws(ReleaseInputError) {
        let used = try pending.withBytes { (text) throws(ReleaseInputError) -> Int in
          var (offset, used) = (0, 0)
          while let line = text.nextLine(at: &offset), text.byte(at: offset - 1) == UInt8(ascii: "\n") {
            try body(text.extracting(line))
            used = offset
          }
          return used
        }
        pending.removeFirst(used)
        if pending.count > HDF5ContentLine.limit {
          throw ReleaseInputError(.tooLarge, path, "texts of \(pending.count) bytes", expected: "names (size limit)")
        }
      } catch { failure = error }
    }
    if let failure { throw failure }
    try check(.exited(code), message, path, isWhole: pending.isEmpty)
  }

  /// Runs this program with `arguments` of the caller's choice, which limits itself by `HDF5ReleaseChild.limit` and reads
  /// the file at `path`.
  /// - Returns: The exit code, and what stood on standard error, which the child meant for people.
  /// - Throws: `ReleaseInputError`, of kind `crashed` where the child did not end by itself.
  public func run(
    _ arguments: [String], about path: String, _ body: (RawSpan) -> Void
  ) throws(ReleaseInputError) -> (code: Int, message: String) {
    let limits: HDF5ReleaseLimits
    do throws(SystemError) { limits = HDF5ReleaseLimits(size: try FileReader(opening: path).size) } catch {
      throw ReleaseInputError(error, path: path)
    }
    let child = ChildProcess(
      executable: executable, arguments: arguments, environment: Self.environment, seconds: limits.wallSeconds,
      outputLimit: limits.outputBytes)
    let (end, message) = child.run { (bytes) throws(Never) in body(bytes) }
    if case .exited(let code) = end { return (code, message) }
    try check(end, message, path, isWhole: true)
    return (0, message)
  }

  /// A child that crashes has nothing to print; a filter that the file asks for is never looked for elsewhere.
  private static var environment: [String] {
    var environment = ["SWIFT_BACKTRACE=enable=no", "HDF5_PLUGIN_PRELOAD=::", "HDF5_USE_FILE_LOCKING=FALSE"]
    if let libraries = ProcessEnvironment.value(of: "LD_LIBRARY_PATH") {
      environment.append("LD_LIBRARY_PATH=\(libraries)")
    }
    return environment
  }

  private func check(_ end: ProcessEnd, _ message: String, _ path: String, isWhole: Bool) throws(ReleaseInputError) {
    let text = message.split(whereSeparator: \.isNewline).joined(separator: "; ")
    switch end {
    case .exited(0) where isWhole: return
    case .exited(let code):
      if let kind = HDF5ReleaseChild.kind(ofExitCode: code) { throw ReleaseInputError(kind, path, text) }
      throw ReleaseInputError(
        .crashed, path, "the process that reads HDF5 \(end)\(text.isEmpty ? "" : ": \(text)")")
    case .signalled, .timedOut:
      throw ReleaseInputError(
        .crashed, path,
        "libhdf5 \(end.description.hasPrefix("did") ? end.description : "crashed: it \(end)") on this file",
        expected: "a file that is neither damaged nor hostile")
    case .outputTooLong:
      throw ReleaseInputError(
        .tooLarge, path, "the process that reads HDF5 \(end)", expected: "what a file of its size can hold (size limit)"
      )
    case .notStarted:
      throw ReleaseInputError(.unreadable, path, "the process that reads HDF5 \(end)")
    }
  }
}
