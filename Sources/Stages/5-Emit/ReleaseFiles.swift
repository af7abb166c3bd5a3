import Bytes
import JSON

/// The files that a release consists of beside its artifacts.
public enum ReleaseFiles {
  static let manifest = "manifest.json"
  static let checksums = "SHA256SUMS"
  static let findings = "findings.jsonl"
  static let quarantine = "quarantine.jsonl.gz"
  static let inputs = "inputs.jsonl.gz"

  /// The names that the manifest of an existing release lists, its own and the checksums' included; none without a
  /// readable manifest.
  public static func listed(in directory: String) -> Set<String> {
    var buffer = ByteBuffer()
    var tape = JSONTape()
    do {
      try buffer.readFile(at: "\(directory)/\(manifest)", limit: 64 << 20)
      try tape.parse(exchanging: &buffer)
    } catch {
      return []
    }
    guard let outputs = tape.value("outputs", in: tape.root), tape.value("cellar_version", in: tape.root) != nil else {
      return []
    }
    var names: Set<String> = [manifest, checksums]
    for output in tape.elements(of: outputs) {
      guard let path = tape.value("path", in: output).flatMap({ tape.string($0) }) else { continue }
      names.insert(path.split(separator: "/").first.map(String.init) ?? path)
    }
    return names
  }
}
