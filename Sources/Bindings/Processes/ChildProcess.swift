internal import Glibc

/// A child process whose output is read under limits: one that hangs, floods or dies is an error, never a wait.
public struct ChildProcess: Sendable {
  /// `/proc/self/exe` for the program that runs now, even where its file was replaced meanwhile.
  public var executable: String
  /// Behind the name of the program.
  public var arguments: [String]
  /// `NAME=value`; nothing is inherited.
  public var environment: [String]
  /// How long to wait for the child altogether, not counting the time that `body` takes.
  public var seconds: Int
  /// The most bytes of its output.
  public var outputLimit: Int

  public init(executable: String, arguments: [String], environment: [String], seconds: Int, outputLimit: Int) {
    self.executable = executable
    self.arguments = arguments
    self.environment = environment
    self.seconds = seconds
    self.outputLimit = outputLimit
  }

  /// Runs the child, its standard input empty, and hands its standard output to `body` piece by piece.
  ///
  /// The child has no other descriptor of this process. It is gone when the call returns, however that happens.
  /// - Returns: How it ended, and the first 64 KiB of its standard error.
  /// - Throws: What `body` throws, after killing the child.
  public func run<Failure: Error>(
    _ body: (RawSpan) throws(Failure) -> Void
  ) throws(Failure) -> (end: ProcessEnd, message: String) {
    let start: ProcessPipes
    do throws(ProcessEnd) { start = try ProcessPipes(starting: self) } catch { return (error, "") }
    var running = start
    var failure: Failure?
    let end = running.pump(seconds: seconds, limit: outputLimit) { bytes in
      do throws(Failure) {
        try body(bytes)
        return true
      } catch {
        failure = error
        return false
      }
    }
    if let failure { throw failure }
    return (end, running.message)
  }
}
