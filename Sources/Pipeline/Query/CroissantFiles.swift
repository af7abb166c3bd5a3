import Bytes
import Core
import JSON

/// The files that `croissant.json` of a release names, with the sizes and checksums that it states.
struct CroissantFiles {
  private static let name = "croissant.json"

  private let listing: ReleaseListing
  private let document: Result<JSONNode, any Error>

  /// Nil where the release has no such document.
  init?(_ listing: ReleaseListing) {
    guard listing.present.contains(Self.name) else { return nil }
    self.listing = listing
    document = Result {
      var buffer = ByteBuffer()
      try buffer.readFile(at: "\(listing.path)/\(Self.name)", limit: 64 << 20)
      return try JSONNode(parsing: String(decoding: buffer.array, as: UTF8.self))
    }
  }

  /// Holds name, version and files against the manifest.
  func check(_ report: inout ReleaseVerifier.Report) {
    let root: JSONNode
    do { root = try document.get() } catch {
      return report.add(Self.name, "it cannot be read: \(error)", "a JSON document")
    }
    for key in ["name", "version"] where root[key]?.string != listing.manifest[key]?.string {
      report.add(
        Self.name, "\(key) '\((root[key]?.string ?? "").prefix(80))'",
        "'\(listing.manifest[key]?.string ?? "")', as manifest.json has it")
    }
    for file in root["distribution"]?.elements ?? [] where file["@type"]?.string == "cr:FileObject" {
      guard let path = file["contentUrl"]?.string else { continue }
      guard let output = listing.outputs[path] else {
        report.add(path.isEmpty ? Self.name : path, "no output of manifest.json", "one, as \(Self.name) names it")
        continue
      }
      if file["sha256"]?.string != output.sha256 {
        report.add(
          Self.name, "SHA-256 \((file["sha256"]?.string ?? "missing").prefix(80)) of \(path)",
          "\(output.sha256), as manifest.json has it")
      }
      if file["contentSize"]?.string != "\(output.bytes) B" {
        report.add(
          Self.name, "contentSize '\((file["contentSize"]?.string ?? "").prefix(80))' of \(path)",
          "'\(output.bytes) B', as manifest.json has it")
      }
    }
  }
}
