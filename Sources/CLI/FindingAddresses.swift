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
    let parts = parts(ofFile: path)
    return parts.given + parts.below
  }

  /// The path of the file of a finding as a URI reference, relative unless an absolute path was given.
  ///
  /// A release path holds bytes that are not UTF-8 as `%XX` already, and what only looks so as `%25XX`: a URI has both
  /// in that form. The path that the user gave is taken as it is.
  func uri(of finding: Finding) -> String {
    let parts = parts(ofFile: finding.path)
    return Self.encoded(parts.given) + Self.encoded(parts.below, isReleasePath: true)
  }

  /// The beginning as the user gave it, and the rest as a release has it.
  private func parts(ofFile path: String) -> (given: String, below: String) {
    for input in inputs where path.utf8.starts(with: "\(input.label)/".utf8) {
      let below = String(decoding: path.utf8.dropFirst(input.label.utf8.count + 1), as: UTF8.self)
      if !input.isDirectory {
        let name = Array(FileSystem.lastComponent(of: input.path).utf8)
        if Array(below.utf8) == releasePath(of: name) { return (input.path, "") }
        continue
      }
      return (input.path.hasSuffix("/") ? input.path : "\(input.path)/", below)
    }
    return ("", path)
  }

  static func encoded(_ path: String, isReleasePath: Bool = false) -> String {
    var uri = ""
    let bytes = Array(path.utf8)
    for (index, byte) in bytes.enumerated() {
      let isPlain =
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        || "-._~/".utf8.contains(byte)
      let isEncoded = isReleasePath && byte == UInt8(ascii: "%") && isEscapedByte(bytes[(index + 1)...])
      if isPlain || isEncoded {
        uri.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        uri += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return uri
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
