/// An open set of names of one kind, spelled in artifacts exactly as `rawValue`; ordered bytewise.
public protocol NameSet: RawRepresentable, Hashable, Sendable, Comparable, CustomStringConvertible,
  ExpressibleByStringLiteral
where RawValue == String {
  init(rawValue: String)
}

extension NameSet {
  public var description: String { rawValue }
  public init(stringLiteral value: String) { self.init(rawValue: value) }
  public init(_ rawValue: String) { self.init(rawValue: rawValue) }
  public static func < (left: Self, right: Self) -> Bool { left.rawValue.precedesBytewise(right.rawValue) }
}

extension String {
  /// Whether the UTF-8 bytes of this text sort before those of `other`, the order of every listing of Cellar.
  /// - Complexity: O(length of the common prefix).
  public func precedesBytewise(_ other: String) -> Bool {
    utf8.lexicographicallyPrecedes(other.utf8)
  }
}

/// The id of a search space, such as `transnas-bench-101-micro`.
public struct SpaceID: NameSet {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
}

/// A task or dataset in the benchmark's own word: `class_scene`, `ImageNet16-120`.
public struct TaskName: NameSet {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
}

/// The release name of a metric, such as `valid_top1`.
public struct MetricName: NameSet {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
}

/// The name of a convention for counting multiply-accumulates, such as `thop-0.1.1`.
public struct CounterName: NameSet {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
}

/// A named equivalence of architectures; class ids are `<kind>:<smallest encoding of the class>`.
public struct EquivalenceKind: NameSet {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  /// Dead edges pruned, then isomorphism of labelled DAGs that fixes input and output.
  public static let isomorphic: EquivalenceKind = "isomorphic"
  /// The rule that the benchmark's authors published, bugs included.
  public static let published: EquivalenceKind = "published"
  /// `isomorphic`, with skips that truly are identities taken as aliases of their source.
  public static let sameNetwork: EquivalenceKind = "same-network"
}

/// The stable code of a validation rule, such as `CURVE-01`.
public struct RuleCode: NameSet {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
}
