import Bytes
import Emit

/// Where a conversion may put what it writes: never over its input, over a release, or over what somebody else put there.
struct OutputPlace {
  private let output: String

  /// - Throws: `OutputError.refused` for a place that must stay as it is.
  init(_ output: String, besides input: String) throws(OutputError) {
    self.output = output
    let (source, target) = (FileSystem.resolved(input), FileSystem.resolved(output))
    if source == target || FileSystem.areSame(source, target) {
      throw .refused(output, "it is the input; choose another name")
    }
    if target.hasPrefix(source + "/") { throw .refused(output, "it lies in the input; choose a place elsewhere") }
    if source.hasPrefix(target + "/") { throw .refused(output, "the input lies in it; choose a place elsewhere") }
    let parent = FileSystem.parent(of: target)
    let name = FileSystem.lastComponent(of: target)
    if FileSystem.exists("\(parent)/SHA256SUMS"), ReleaseFiles.listed(in: parent).contains(name) {
      throw .refused(output, "it is a file of the release '\(parent)'; choose a place elsewhere")
    }
  }

  /// Checks that a directory that stands there holds nothing but what a conversion like this one wrote.
  /// - Parameter written: The directory that is to take its place.
  func check(replacedBy written: String) throws(OutputError) {
    guard FileSystem.isDirectory(output) else { return }
    let (present, known): ([String], [String])
    do throws(SystemError) {
      present = try FileSystem.names(in: output)
      known = FileSystem.isDirectory(written) ? try FileSystem.names(in: written) : []
    } catch {
      throw .system(error)
    }
    let numbered = Set(known.compactMap(Self.numberedKind))
    let foreign = present.first { name in
      !known.contains(name) && !(Self.numberedKind(of: name).map { numbered.contains($0) } ?? false)
    }
    guard let foreign else { return }
    throw .refused(
      output, "it holds '\(foreign)', which no such conversion writes; choose another place or empty this one")
  }

  /// What follows the number in the name of one file of many, `.pickle.pbz2` of `000284.pickle.pbz2`; nil without one.
  private static func numberedKind(of name: String) -> String? {
    let rest = name.drop { $0.isASCII && $0.isNumber }
    return rest.count < name.count && rest.hasPrefix(".") ? String(rest) : nil
  }
}
