public import Bytes
public import Core

/// The directory of a release while it is made: a sibling that takes the release's place at the end, in one step.
///
/// Holds a lock from the start. Left-overs of killed builds are swept, and what an interrupted exchange set aside is put
/// back. A killed build leaves the previous release whole.
public struct ReleaseDirectory: ~Copyable {
  /// Where files are written meanwhile.
  public let temporary: String
  private let target: String
  private let parent: String
  private let lock: LockFile

  /// Takes the lock and creates the temporary directory.
  /// - Parameters:
  ///   - output: where the release shall stand; missing parents are created.
  ///   - token: makes the temporary name unique; never shown in a release.
  /// - Throws: `OutputError`.
  public init(output: String, token: String) throws(OutputError) {
    let target = FileSystem.resolved(output)
    let parent = FileSystem.parent(of: target)
    let name = FileSystem.lastComponent(of: target)
    guard !name.isEmpty, name != ".", name != ".." else { throw .refused(output, "it names no directory") }
    let stem = ".\(name).tmp-"
    let temporary = "\(parent)/\(stem)\(token)"
    let lock = try Self.acquire(parent, name, output)
    do throws(SystemError) { try Self.sweep(parent, stem, target) } catch { throw .system(error) }
    try Self.checkOwnership(target, output)
    do throws(SystemError) { try FileSystem.createDirectory(temporary) } catch { throw .system(error) }
    self.temporary = temporary
    self.target = target
    self.parent = parent
    self.lock = lock
  }

  /// Puts the new release where the old one stood, and deletes the old one.
  /// - Throws: `OutputError`; the old release then still stands.
  public consuming func commit() throws(OutputError) {
    do throws(SystemError) {
      try FileSystem.syncDirectory(temporary)
      if FileSystem.exists(target) {
        try FileSystem.exchange(temporary, with: target)
        try FileSystem.syncDirectory(parent)
        try FileSystem.remove(temporary)
      } else {
        try FileSystem.rename(temporary, to: target)
      }
      try FileSystem.syncDirectory(parent)
    } catch {
      try? FileSystem.remove(temporary)
      throw .system(error)
    }
  }

  /// Deletes what was written so far; the old release stands.
  public consuming func discard() {
    try? FileSystem.remove(temporary)
  }

  private static func acquire(_ parent: String, _ name: String, _ output: String) throws(OutputError) -> LockFile {
    do {
      try FileSystem.createDirectories(parent)
      if let lock = try LockFile(acquiring: "\(parent)/.\(name).lock") { return lock }
    } catch {
      throw .system(error)
    }
    throw .locked(output)
  }

  private static func sweep(_ parent: String, _ stem: String, _ target: String) throws(SystemError) {
    for name in try FileSystem.names(in: parent) where name.hasPrefix(stem) {
      if name.hasSuffix("-aside"), !FileSystem.exists(target) {
        try FileSystem.rename("\(parent)/\(name)", to: target)
      } else {
        try FileSystem.remove("\(parent)/\(name)")
      }
    }
  }

  /// Refuses a directory that holds what no build put there.
  private static func checkOwnership(_ target: String, _ output: String) throws(OutputError) {
    guard FileSystem.exists(target) else { return }
    guard FileSystem.isDirectory(target) else { throw .refused(output, "it is no directory") }
    let names: [String]
    do throws(SystemError) { names = try FileSystem.names(in: target) } catch { throw .system(error) }
    if names.isEmpty { return }
    let known = ReleaseFiles.listed(in: target)
    if let foreign = names.first(where: { !known.contains($0) }) {
      throw .refused(
        output, "it holds '\(foreign)', which no release put there; choose another directory or empty this one")
    }
  }
}

/// Why a release cannot be written where it was asked for.
public enum OutputError: Error, Sendable, CustomStringConvertible {
  /// Another build holds the lock of the output.
  case locked(String)
  /// The output is not a release that may be replaced.
  case refused(String, String)
  case system(SystemError)
  case artifact(ArtifactError)

  public var description: String {
    switch self {
    case .locked(let output): "\(output): another build is writing this release; wait for it or choose another output"
    case .refused(let output, let why): "\(output): \(why)"
    case .system(let error): "\(error)"
    case .artifact(let error): "\(error)"
    }
  }
}
