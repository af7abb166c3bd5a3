import Bytes
import Core

/// What every layout of text files does before it reads a line.
enum SourceText {
  /// The most bytes of a text log; 600 epochs of DARTS have 2 MB.
  static let logLimit = 64 << 20

  /// Reads a file, which must be whole UTF-8.
  /// - Returns: why there is nothing to parse, nil where there is.
  static func load(
    _ file: Int, into buffer: inout ByteBuffer, from files: any FileSource, limit: Int = logLimit
  ) -> Problem? {
    do throws(FileError) {
      try files.load(file, into: &buffer, limit: limit)
    } catch {
      return TransNASReader.unreadable(file, error)
    }
    guard let offset = buffer.withBytes({ $0.firstInvalidUTF8 }) else { return nil }
    return Problem(
      "READ-02", at: Place(file: file), "not UTF-8 at byte \(offset)", expected: "a text in UTF-8",
      hint: "restore the file: it was cut, overwritten or saved in another encoding")
  }

  /// A run of which nothing but its problem is known.
  static func unreadable(_ file: Int, _ problem: Problem) -> RawRun {
    var run = RawRun()
    run.sources = [SourceReference(file: file, pointer: "")]
    run.problems = [problem]
    return run
  }

  /// Says of a run how many of its problems were only counted.
  static func closed(_ run: RawRun) -> RawRun {
    guard run.problemsOmitted > 0, let last = run.problems.indices.last else { return run }
    var run = run
    run.problems[last].message += " (and \(run.problemsOmitted) more problems in this run)"
    return run
  }

  /// The pointer of a run among those of its file: empty where it is the only one.
  static func pointer(_ ordinal: Int, of count: Int) -> String { count == 1 ? "" : "/\(ordinal)" }
}
