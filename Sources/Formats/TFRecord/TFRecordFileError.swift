public import Bytes

/// Why a TFRecord file cannot be read on.
public enum TFRecordFileError: Error, Sendable, Hashable, CustomStringConvertible {
  case file(FileError)
  case record(TFRecordError)

  public var description: String {
    switch self {
    case .file(let error): error.description
    case .record(let error): error.description
    }
  }
}
