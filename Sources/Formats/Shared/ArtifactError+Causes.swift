import Bindings
import Bytes
import Core

extension ArtifactError {
  /// Any error of a library or the system, as one about the artifact at `path`.
  init(_ error: any Error, path: String) {
    switch error {
    case let error as ArtifactError: self = error
    case let error as HDF5Error:
      let place = error.subject.hasPrefix(path + ":") ? "\(error.subject.dropFirst(path.count + 1)): " : ""
      self.init(path: path, operation: error.function, message: place + error.message)
    case let error as SQLiteError: self.init(path: path, operation: error.operation, message: error.message)
    case let error as SystemError: self.init(path: error.path, operation: error.operation, message: error.message)
    default: self.init(path: path, operation: "write", message: "\(error)")
    }
  }
}
