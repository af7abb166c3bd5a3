import Bytes
import Core
import Pipeline

/// Where findings are, as the user would open it: below the paths that were given, never beyond.
struct FindingAddresses {
  private let inputs: [(label: String, path: String, isDirectory: Bool)]

  init(_ inputs: [BuildRequest.Input]) {
    self.init(
      inputs.map { ($0.label, $0.directory, FileSystem.isDirectory(FileSystem.resolved($0.directory))) })
  }

  init(_ inputs: [(label: String, path: String, isDirectory: Bool)]) { self.inputs = inputs }

  /// The path of the file of a finding; a file that is not at hand keeps its name in the release.
  func path(of finding: Finding) -> String { path(ofFile: finding.path) }

  /// The same of a file, by its release path.
  func path(ofFile path: String) -> String {
    for input in inputs where path.hasPrefix(input.label + "/") {
      let below = String(path.dropFirst(input.label.utf8.count + 1))
      if !input.isDirectory {
        if below == FileSystem.lastComponent(of: input.path) { return input.path }
        continue
      }
      return input.path.hasSuffix("/") ? input.path + below : "\(input.path)/\(below)"
    }
    return path
  }

  /// Path, line and pointer, as compilers write them: `logs/model_db.json:3#/64-1234-basic`.
  func address(of finding: Finding) -> String {
    var address = finding.path.isEmpty ? finding.space?.rawValue ?? "benchmark" : path(of: finding)
    if let line = finding.line { address += ":\(line)" }
    if let pointer = finding.pointer, !pointer.isEmpty { address += "#\(pointer)" }
    return address
  }

  /// Space, encoding, task and seed, as far as they are known, parted by slashes; nil where none is.
  static func record(of finding: Finding) -> String? {
    let parts = [
      finding.space?.rawValue, finding.encoding, finding.task?.rawValue, finding.seed.map { "seed \($0)" },
    ].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: "/")
  }
}
