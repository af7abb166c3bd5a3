internal import Bytes

/// Documents whose URI begins with a prefix, from the files of a directory.
public struct SchemaDirectories: SchemaSource {
  /// What a URI begins with, and the directory in which the rest of it is a path.
  public struct Mapping: Sendable, Hashable {
    public var prefix: String
    public var directory: String

    public init(prefix: String, directory: String) {
      self.prefix = prefix
      self.directory = directory
    }
  }

  /// The size of the largest file, in bytes.
  public static let sizeLimit = 1 << 26

  private let mappings: [Mapping]

  /// Where several prefixes fit the longest counts.
  public init(_ mappings: [Mapping]) {
    self.mappings = mappings.sorted { $0.prefix.utf8.count > $1.prefix.utf8.count }
  }

  public func document(at uri: String) throws(SchemaSourceError) -> [UInt8]? {
    guard let mapping = mappings.first(where: { uri.hasPrefix($0.prefix) }) else { return nil }
    guard let path = Self.path(uri.dropFirst(mapping.prefix.count)) else {
      throw SchemaSourceError("'\(uri)' leads out of '\(mapping.directory)'")
    }
    let file = mapping.directory.hasSuffix("/") ? mapping.directory + path : "\(mapping.directory)/\(path)"
    guard FileSystem.exists(file) else { return nil }
    var buffer = ByteBuffer()
    do {
      try buffer.readFile(at: file, limit: Self.sizeLimit)
    } catch {
      throw SchemaSourceError("\(error)")
    }
    return buffer.array
  }

  /// The rest of a URI as a path below a directory; nil if one of its steps is empty, `.` or `..`, or is not one step.
  static func path(_ rest: Substring) -> String? {
    let text = rest.hasPrefix("/") ? rest.dropFirst() : rest
    guard !text.contains("?"), !text.contains("#") else { return nil }
    var steps: [String] = []
    for part in text.split(separator: "/", omittingEmptySubsequences: false) {
      guard let step = URIReference.decoded(part), !step.isEmpty, step != ".", step != "..",
        !step.utf8.contains(UInt8(ascii: "/")), !step.utf8.contains(0)
      else { return nil }
      steps.append(step)
    }
    return steps.joined(separator: "/")
  }
}
