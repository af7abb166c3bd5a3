public import Foundation

/// The root of the package.
public let packageRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// The folder of truth and data that tests read and never copy: `CELLAR_SHARED`, else `shared` beside the package; nil,
/// with a printed line, where neither exists.
public let sharedDirectory: URL? = {
  let path =
    ProcessInfo.processInfo.environment["CELLAR_SHARED"]
    ?? packageRoot.deletingLastPathComponent().appending(path: "shared").path(percentEncoded: false)
  if FileManager.default.fileExists(atPath: path + "/") { return URL(filePath: path, directoryHint: .isDirectory) }
  print("skipped: no shared test data at \(path); set CELLAR_SHARED")
  return nil
}()

/// Why tests that need `sharedDirectory` are skipped.
public let sharedDirectoryReason = "needs the shared folder: set CELLAR_SHARED, or put it beside the package"

/// The lines of a file under `sharedDirectory`.
public func sharedLines(_ path: String) throws -> [Substring] {
  guard let directory = sharedDirectory else { throw CocoaError(.fileNoSuchFile) }
  return try String(contentsOf: directory.appending(path: path), encoding: .utf8)
    .split(whereSeparator: \.isNewline)
}

/// The objects of a file of JSON lines under `sharedDirectory`.
public func sharedRecords<Record: Decodable>(_ path: String, as type: Record.Type) throws -> [Record] {
  let decoder = JSONDecoder()
  return try sharedLines(path).map { try decoder.decode(type, from: Data($0.utf8)) }
}
