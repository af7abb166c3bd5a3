import Core
import SearchSpaces

/// An architecture of a search space: its one normalized text, its classes and its costs.
///
/// ```swift
/// let architecture = try Architecture("64-41414-1_02_333")
/// print(architecture.space, architecture.costs.map(\.multiplyAccumulates))
/// ```
public struct Architecture: Sendable, Hashable {
  /// The id of the search space, such as `transnas-bench-101-micro`.
  public let space: String
  /// Normalized: two texts denote one architecture if and only if they normalize alike.
  public let encoding: String
  /// The bytewise smallest encoding of the class of isomorphic architectures.
  public let canonical: String
  /// The class under each equivalence that the space defines: `isomorphic`, `same-network`, `published`.
  public let classes: [String: String]
  /// Whether no path of operations joins the input to the output.
  public let isDisconnected: Bool
  /// One for each network and input size that the authors of the benchmark used, in a fixed order.
  public let costs: [Cost]

  /// The architecture that `text` denotes, in any notation of its space.
  /// - Parameters:
  ///   - text: An encoding.
  ///   - space: The id of the space; nil for the only one that accepts the text.
  /// - Throws: `CellarError`: of kind `question` for an unknown space or a text that several spaces accept, else of kind
  ///   `architecture`, with the offset of the first fault.
  /// - Complexity: O(length of `text`) for each space that is tried, and the size of one network for its costs.
  public init(_ text: String, space: String? = nil) throws(CellarError) {
    let candidates = try SearchSpaceSummary.spaces(space)
    var accepting: [any SearchSpace] = []
    var deepest: EncodingError?
    for candidate in candidates {
      do throws(EncodingError) {
        _ = try candidate.parse(text)
        accepting.append(candidate)
      } catch {
        if deepest == nil || (error.offset ?? 0) > (deepest?.offset ?? 0) { deepest = error }
      }
    }
    if accepting.count > 1 {
      let names = accepting.map { "'\($0.id)'" }.joined(separator: ", ")
      throw CellarError(.question, "'\(text)' is accepted by \(names); expected one of them to be named")
    }
    do throws(EncodingError) {
      guard let space = accepting.first else {
        throw deepest ?? EncodingError(.malformed(found: "'\(text)'", expected: "an encoding"))
      }
      self.init(try space.describe(text))
    } catch {
      throw CellarError(.architecture, error.description, at: error.offset)
    }
  }

  init(_ description: ArchitectureDescription) {
    space = description.space.rawValue
    encoding = description.encoding
    canonical = description.canonical
    classes = Dictionary(description.classes.map { ($0.kind.rawValue, $0.id) }) { first, _ in first }
    isDisconnected = description.isDisconnected
    costs = description.costs.map { Cost($0) }
  }
}
