import ArgumentParser
import Core
import Emit
import Pipeline

extension ExitCode {
  /// Done and written, but not as strictly as asked.
  static let incomplete = ExitCode(1)
  /// An input is missing, unreadable, refused or holds nothing recognized; nothing was written.
  static let input = ExitCode(2)
  /// Usage, or an invalid pipeline file.
  static let usage = ExitCode(64)
  static let `internal` = ExitCode(70)
  /// Disk full, no permission, or a directory that is no release.
  static let output = ExitCode(74)
  /// Another build holds the output's lock.
  static let locked = ExitCode(75)
  static let interrupted = ExitCode(130)

  /// The code that stands for `error`.
  init(for error: any Error) {
    switch error {
    case is Interruption: self = .interrupted
    case is PipelineError: self = .usage
    case OutputError.locked: self = .locked
    case is OutputError, is ArtifactError: self = .output
    case BuildError.ambiguousInputs: self = .usage
    case BuildError.countsDoNotAddUp: self = .internal
    case is BuildError: self = .input
    default: self = .internal
    }
  }
}
