import Bindings
import Bytes
import JSON

/// The other end of `HDF5ReleaseProcess`: what the child does.
public enum HDF5ReleaseChild {
  /// What is written to standard output.
  public enum Task: Sendable {
    /// The head and the runs, as frames.
    case runs
    /// Every group and dataset, with the values of those of one dimension, as `HDF5ContentLine`.
    case content
  }

  /// Limits this process, then writes what `task` says of the file at `path` to standard output, or the error to
  /// standard error.
  /// - Parameter parent: The process id of the parent, with which the child ends too.
  /// - Returns: The exit code.
  public static func run(_ task: Task, _ path: String, parent: Int?) -> Int32 {
    do {
      try limit(for: path, parent: parent)
      switch task {
      case .runs: try printRuns(path)
      case .content: try printContent(path)
      }
      return 0
    } catch {
      let error = ReleaseInputError(error, path: path)
      let place = error.place.isEmpty ? "" : "\(error.place): "
      let expected = error.expected.map { "; expected \($0)" } ?? ""
      try? StandardOutput.writeError("\(place)\(error.message)\(expected)\n")
      return exitCode(of: error.kind)
    }
  }

  private static func printRuns(_ path: String) throws {
    let reader = HDF5ReleaseReader { try ProcessLimits.openNothingMore() }
    var writer = ReleaseFrameWriter(path: path)
    try reader.read(path) { (part) throws(ReleaseInputError) in
      try writer.write(part)
      try Self.print(&writer, isLast: false, path)
    }
    try Self.print(&writer, isLast: true, path)
  }

  private static func printContent(_ path: String) throws {
    let file = try HDF5InputFile(reading: path)
    try ProcessLimits.openNothingMore()
    // Every object is checked before values of the first are read.
    try file.root.walk { _, _ in }
    var writer = JSONWriter()
    var failure: (any Error)?
    try file.root.walk { _, member in
      guard failure == nil else { return }
      do { try print(member, &writer) } catch { failure = error }
    }
    if let failure { throw failure }
    try writer.output.withBytes { try StandardOutput.write($0) }
  }

  private static func print(_ object: HDF5InputGroup.Member, _ writer: inout JSONWriter) throws {
    switch object {
    case .group(let group): try HDF5ContentLine.write(group, to: &writer)
    case .dataset(let dataset):
      try HDF5ContentLine.write(dataset, to: &writer)
      guard dataset.shape.count == 1 else { return }
      for first in stride(from: 0, to: dataset.rows, by: HDF5ContentLine.rows) {
        let rows = first..<min(first + HDF5ContentLine.rows, dataset.rows)
        try HDF5ContentLine.write(rows, of: dataset, to: &writer)
        if writer.output.count >= 1 << 18 {
          try writer.output.withBytes { try StandardOutput.write($0) }
          writer.output.removeAll()
        }
      }
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
