import Bindings
import Bytes

/// The other end of `HDF5ReleaseProcess`: what the child does.
public enum HDF5ReleaseChild {
  /// Limits this process, then writes the head and the runs of the file at `path` to standard output as frames, or the
  /// error to standard error.
  /// - Parameter parent: The process id of the parent, with which the child ends too.
  /// - Returns: The exit code.
  public static func run(_ path: String, parent: Int?) -> Int32 {
    do {
      try limit(for: path, parent: parent)
      let reader = HDF5ReleaseReader { try ProcessLimits.openNothingMore() }
      var writer = ReleaseFrameWriter(path: path)
      try reader.read(path) { (part) throws(ReleaseInputError) in
        try writer.write(part)
        try Self.print(&writer, isLast: false, path)
      }
      try Self.print(&writer, isLast: true, path)
      return 0
    } catch {
      let error = ReleaseInputError(error, path: path)
      let place = error.place.isEmpty ? "" : "\(error.place): "
      let expected = error.expected.map { "; expected \($0)" } ?? ""
      try? StandardOutput.writeError("\(place)\(error.message)\(expected)\n")
      return exitCode(of: error.kind)
    }
  }

  private static func print(
    _ writer: inout ReleaseFrameWriter, isLast: Bool, _ path: String
  ) throws(ReleaseInputError) {
    do { try writer.flush(isLast: isLast) { try StandardOutput.write($0) } } catch {
      throw ReleaseInputError(error, path: path)
    }
  }

  /// Limits this process to what reading the file at `path` may take.
  /// - Throws: `ReleaseInputError`.
  public static func limit(for path: String, parent: Int?) throws(ReleaseInputError) {
    do throws(SystemError) {
      let limits = HDF5ReleaseLimits(size: try FileReader(opening: path).size)
      try ProcessLimits(seconds: limits.seconds, memory: limits.memory).apply(parent: parent)
    } catch {
      throw ReleaseInputError(error, path: path)
    }
  }

  private static let codes: [(kind: ReleaseInputError.Kind, code: Int32)] = [
    (.unreadable, 3), (.notRelease, 4), (.malformed, 5), (.tooLarge, 6),
  ]

  private static func exitCode(of kind: ReleaseInputError.Kind) -> Int32 { codes.first { $0.kind == kind }?.code ?? 3 }

  static func kind(ofExitCode code: Int) -> ReleaseInputError.Kind? { codes.first { $0.code == code }?.kind }
}
