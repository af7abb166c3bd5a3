/// How a child process ended.
public enum ProcessEnd: Error, Sendable, Hashable, CustomStringConvertible {
  case exited(Int)
  case signalled(Int)
  /// It neither ended nor said anything for so many seconds, and was killed.
  case timedOut(seconds: Int)
  /// It said more than so many bytes, and was killed.
  case outputTooLong(bytes: Int)
  /// It could not be started.
  case notStarted(String)

  public var description: String {
    switch self {
    case .exited(let code): "ended with exit code \(code)"
    case .signalled(let signal): "was ended by \(Self.name(signal))"
    case .timedOut(let seconds): "did not answer within \(seconds) s"
    case .outputTooLong(let bytes): "gave more than \(bytes) bytes"
    case .notStarted(let reason): "could not be started: \(reason)"
    }
  }

  private static func name(_ signal: Int) -> String {
    switch signal {
    case 4: "signal 4 (illegal instruction)"
    case 5: "signal 5 (trap)"
    case 6: "signal 6 (abort)"
    case 7: "signal 7 (bus error)"
    case 8: "signal 8 (arithmetic error)"
    case 9: "signal 9 (killed)"
    case 11: "signal 11 (segmentation fault)"
    case 24: "signal 24 (limit of processor time)"
    case 25: "signal 25 (file size limit)"
    default: "signal \(signal)"
    }
  }
}
