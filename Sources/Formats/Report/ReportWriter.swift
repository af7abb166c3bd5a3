import Bindings
import Bytes
public import Core

/// Writes `report.html`: one page that needs nothing beside it and no network, can be read without its script, printed,
/// and on a dark screen.
public struct ReportWriter: ArtifactWriter {
  private let spaces: [any SearchSpace]

  /// - Parameter spaces: those that can be drawn.
  public init(spaces: [any SearchSpace]) { self.spaces = spaces }

  public var name: String { "report" }

  public func fileName(for release: Release) -> String { "report.html" }

  public func write(_ release: Release, to path: String, workers: Int) throws {
    let page = ReportPage(context: ReportContext(release: release, spaces: spaces)) { text in
      var encoded = OutputBytes()
      SHA256Digest(of: Array(text.utf8)).bytes.withBytes { Base64.encode($0, to: &encoded) }
      return encoded.string
    }
    try SmallFile.write(Array(page.text.utf8), to: path)
  }
}
