import Bytes
import Core
import Emit
import JSON

/// The files of a release directory, and what it says of them.
struct ReleaseListing: Sendable {
  let path: String
  /// The files there, below the directory, sorted bytewise.
  let present: [String]
  /// What else is there and has no place in a release, by name: what it is.
  let strays: [(name: String, what: String)]
  /// The SHA-256 of each file by `SHA256SUMS`.
  let sums: [String: String]
  let manifest: JSONNode
  /// The outputs by the manifest.
  let outputs: [String: FileDigest]

  /// - Throws: `BuildError` for what is no release directory.
  init(_ path: String) throws(BuildError) {
    self.path = path
    guard FileSystem.isDirectory(FileSystem.resolved(path)) else {
      throw .nothingRecognized("\(path): no directory; expected a release directory")
    }
    let text = try Self.text("\(path)/manifest.json")
    do throws(JSONError) { manifest = try JSONNode(parsing: text) } catch {
      throw .nothingRecognized("\(path)/manifest.json: \(error)")
    }
    guard let entries = manifest["outputs"]?.elements, manifest["cellar_version"] != nil else {
      throw .nothingRecognized("\(path)/manifest.json: no outputs in it; expected the manifest of a release")
    }
    var outputs: [String: FileDigest] = [:]
    for entry in entries {
      guard let name = entry["path"]?.string, let bytes = entry["bytes"]?.integer, let digest = entry["sha256"]?.string
      else { throw .nothingRecognized("\(path)/manifest.json: an output without path, bytes or sha256") }
      outputs[name] = FileDigest(path: name, bytes: Int(bytes), sha256: digest)
    }
    self.outputs = outputs
    var sums: [String: String] = [:]
    for line in try Self.text("\(path)/SHA256SUMS").split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1)
      guard parts.count == 2, parts[0].utf8.count == 64 else {
        throw .nothingRecognized(
          "\(path)/SHA256SUMS: the line '\(line.prefix(80))'; expected 64 digits, two blanks and a name")
      }
      sums[String(parts[1].drop { $0 == " " || $0 == "*" })] = String(parts[0])
    }
    self.sums = sums
    (present, strays) = try Self.files(path)
  }

  private static func text(_ path: String) throws(BuildError) -> String {
    var buffer = ByteBuffer()
    do throws(FileError) { try buffer.readFile(at: path, limit: 64 << 20) } catch {
      throw .nothingRecognized("\(path): \(error.message); expected a release directory")
    }
    return String(decoding: buffer.array, as: UTF8.self)
  }

  /// The files below `path`, at most two directories deep, and what is no file of a release.
  private static func files(
    _ path: String
  ) throws(BuildError) -> (present: [String], strays: [(name: String, what: String)]) {
    let root = FileSystem.resolved(path)
    var (found, strays): ([String], [(name: String, what: String)]) = ([], [])
    var waiting = [(prefix: "", depth: 0)]
    while let (prefix, depth) = waiting.popLast() {
      let names: [String]
      do throws(SystemError) { names = try FileSystem.names(in: "\(path)/\(prefix)") } catch {
        throw .input("\(path)/\(prefix): \(error.message)")
      }
      if names.isEmpty, depth > 0 { strays.append((String(prefix.dropLast()), "an empty directory")) }
      for name in names {
        let place = "\(path)/\(prefix)\(name)"
        if FileSystem.isDirectory(place) {
          if depth < 2 {
            waiting.append(("\(prefix)\(name)/", depth + 1))
          } else {
            strays.append((prefix + name, "a directory"))
          }
          continue
        }
        let isFile = FileSystem.isRegularFile(place)
        if isFile { found.append(prefix + name) }
        if FileSystem.isLink(place) {
          let target = FileSystem.resolved(place)
          if !isFile || !target.hasPrefix(root + "/") {
            strays.append((prefix + name, "a symbolic link to \(target)"))
          }
        } else if !isFile {
          strays.append((prefix + name, "no regular file"))
        }
      }
    }
    return (found.sorted { $0.precedesBytewise($1) }, strays.sorted { $0.name.precedesBytewise($1.name) })
  }

  /// Whether the file lists records, and is no artifact.
  static func isRecordList(_ name: String) -> Bool {
    ["findings.jsonl", "quarantine.jsonl.gz", "inputs.jsonl.gz"].contains(name)
  }

  var counts: [String: Int] {
    Dictionary(
      (manifest["counts"]?.members ?? []).compactMap { member in
        member.value.integer.map { (member.key, Int($0)) }
      }
    ) { _, last in last }
  }
}
