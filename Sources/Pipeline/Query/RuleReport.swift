import Bytes
public import Core
import JSON

/// What a rule did in the build of a release, as the manifest tells.
public struct RuleReport: Sendable, Hashable {
  public var code: String
  public var severity: String
  /// Runs that it was applied to.
  public var ran: Int
  public var findings: Int

  /// The rules of the manifest in the release directory `path`, in its order; nil where there is no such manifest.
  public static func all(inReleaseAt path: String) -> [RuleReport]? {
    guard let members = manifest(path)?["rules"]?.members else { return nil }
    return members.map { member in
      RuleReport(
        code: member.key, severity: member.value["severity"]?.string ?? "",
        ran: Int(member.value["ran"]?.integer ?? 0), findings: Int(member.value["findings"]?.integer ?? 0))
    }
  }

  /// The number of tasks of the pipeline, from the manifest in the release directory `path`.
  public static func taskCount(of space: SpaceID, inReleaseAt path: String) -> Int? {
    manifest(path)?["completeness"]?[space.rawValue]?.members?.count
  }

  private static func manifest(_ path: String) -> JSONNode? {
    var buffer = ByteBuffer()
    do throws(FileError) { try buffer.readFile(at: "\(path)/manifest.json", limit: 1 << 24) } catch { return nil }
    return try? JSONNode(parsing: String(decoding: buffer.array, as: UTF8.self))
  }
}
