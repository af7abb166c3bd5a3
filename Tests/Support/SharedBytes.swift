import Foundation

/// The bytes of a file under `sharedDirectory`.
public func sharedBytes(_ path: String) throws -> [UInt8] {
  guard let directory = sharedDirectory else { throw CocoaError(.fileNoSuchFile) }
  return [UInt8](try Data(contentsOf: directory.appending(path: path)))
}
