/// A family of architectures: which texts encode one, which of them are the same network, and what each costs.
///
/// Laws, tested over every registered space:
/// `parse(encode(a)) == a`; representatives are idempotent and unchanged by renaming inner nodes, but for `published`
/// rules that know no better;
/// `enumerate()` yields `size` distinct cells, in a documented order, each of which parses back from its encoding.
public protocol SearchSpace<Cell>: Sendable {
  /// One architecture, a small hashable value.
  associatedtype Cell: Hashable & Sendable

  /// The id that stands in every artifact.
  var id: SpaceID { get }
  /// One line for people: name, venue and year.
  var title: String { get }
  /// The key under which the benchmark's own API files the space, such as `micro`.
  var apiName: String { get }
  /// The exact number of architectures, in decimal digits (some spaces exceed 64 bits).
  var size: String { get }
  /// The equivalences that this space defines, in the order in which they are shown.
  var equivalences: [EquivalenceKind] { get }

  /// The architecture that `encoding` denotes.
  /// - Throws: `EncodingError` with the byte offset of the first fault, what was found and what was expected.
  /// - Complexity: O(length of `encoding`).
  func parse(_ encoding: String) throws(EncodingError) -> Cell

  /// The one normalized text of `cell`.
  func encode(_ cell: Cell) -> String

  /// The cell with the bytewise smallest encoding in the class of `cell`.
  /// - Precondition: `kind` is one of `equivalences`.
  func representative(of cell: Cell, under kind: EquivalenceKind) -> Cell

  /// The id of the class of `cell`: kind, colon, smallest encoding of the class, or what the authors of a `published`
  /// rule call the class.
  /// - Precondition: `kind` is one of `equivalences`.
  func classID(of cell: Cell, under kind: EquivalenceKind) -> String

  /// Whether no path of operations joins the input to the output.
  func isDisconnected(_ cell: Cell) -> Bool

  /// Parameters and multiply-accumulates at each size that the benchmark's authors used, in a fixed order.
  func costs(of cell: Cell) -> [CostEntry]

  /// The same of a network whose size the authors did not use, nil where the space does not say.
  /// - Parameter dimensions: what a training program was told of width and depth, by its own words: `channel`.
  func costs(of cell: Cell, at dimensions: [String: Int]) -> [CostEntry]?

  /// Every cell in the documented order, or nil where the space is too large to enumerate.
  func enumerate() -> AnySequence<Cell>?

  /// A cell drawn uniformly from the whole space.
  func sample(using generator: inout SeededGenerator) -> Cell

  /// The notations that `parse` takes and `encode(_:in:)` gives; the first is the one of `encode`.
  var notations: [NotationName] { get }

  /// `cell` in another notation, nil where that notation cannot say it.
  func encode(_ cell: Cell, in notation: NotationName) -> String?

  /// What to draw of `cell`: one graph per kind of cell, or per network.
  func sketches(of cell: Cell) -> [CellSketch]

  /// Where the figures under each published counter come from.
  var costSources: [CostSource] { get }

  /// The cells that differ from `cell` in one operation, in a fixed order; empty where the space does not say.
  func neighbours(of cell: Cell) -> [Cell]

  /// `cell` with one operation that has weights counted away, replaced by one that has none, in a fixed order; empty
  /// where the space does not say.
  func reductions(of cell: Cell) -> [CellReduction<Cell>]
}

/// A cell with one operation counted away.
public struct CellReduction<Cell: Sendable>: Sendable {
  public var cell: Cell
  /// The operation that is gone, as the space calls it.
  public var operation: String

  public init(_ cell: Cell, without operation: String) {
    self.cell = cell
    self.operation = operation
  }
}

extension SearchSpace {
  public var notations: [NotationName] { [.own] }
  public func encode(_ cell: Cell, in notation: NotationName) -> String? { notation == .own ? encode(cell) : nil }
  public func sketches(of cell: Cell) -> [CellSketch] { [] }
  public var costSources: [CostSource] { [] }
  public func costs(of cell: Cell, at dimensions: [String: Int]) -> [CostEntry]? { nil }
  public func neighbours(of cell: Cell) -> [Cell] { [] }
  public func reductions(of cell: Cell) -> [CellReduction<Cell>] { [] }

  /// Draws from the enumeration; a space that is too large to enumerate says otherwise.
  public func sample(using generator: inout SeededGenerator) -> Cell {
    guard let cells = enumerate() else { preconditionFailure("\(id) does not say how to draw a cell") }
    guard let count = UInt64(size),
      let cell = cells.dropFirst(Int(generator.next(below: count))).first(where: { _ in true })
    else { preconditionFailure("\(id) enumerates fewer cells than its size") }
    return cell
  }
}

extension SearchSpace {
  /// The id, unless a space says otherwise.
  public var apiName: String { id.rawValue }

  /// The class id of `cell`: kind, colon, smallest encoding of the class.
  public func classID(of cell: Cell, under kind: EquivalenceKind) -> String {
    "\(kind):\(encode(representative(of: cell, under: kind)))"
  }

  /// The costs of the architecture of a text at dimensions of its own, nil where the space does not say.
  public func costs(ofEncoding encoding: String, at dimensions: [String: Int]) -> [CostEntry]? {
    guard let cell = try? parse(encoding) else { return nil }
    return costs(of: cell, at: dimensions)
  }

  /// Everything that a release says of one architecture, from its text.
  /// - Throws: as `parse`.
  public func describe(_ encoding: String) throws(EncodingError) -> ArchitectureDescription {
    let cell = try parse(encoding)
    var classes: [EquivalenceClass] = []
    for kind in equivalences { classes.append(EquivalenceClass(kind: kind, id: classID(of: cell, under: kind))) }
    return ArchitectureDescription(
      space: id, encoding: encode(cell),
      canonical: encode(representative(of: cell, under: .isomorphic)),
      classes: classes, isDisconnected: isDisconnected(cell), costs: costs(of: cell))
  }
}

/// The membership of an architecture in one class.
public struct EquivalenceClass: Sendable, Hashable {
  public var kind: EquivalenceKind
  /// `<kind>:<smallest encoding of the class>`.
  public var id: String

  public init(kind: EquivalenceKind, id: String) {
    self.kind = kind
    self.id = id
  }
}

/// What a search space says of one architecture.
public struct ArchitectureDescription: Sendable, Hashable {
  public var space: SpaceID
  /// Normalized.
  public var encoding: String
  /// The smallest encoding of the `isomorphic` class.
  public var canonical: String
  /// In the order of `SearchSpace.equivalences`.
  public var classes: [EquivalenceClass]
  public var isDisconnected: Bool
  public var costs: [CostEntry]

  public init(
    space: SpaceID, encoding: String, canonical: String, classes: [EquivalenceClass], isDisconnected: Bool,
    costs: [CostEntry]
  ) {
    self.space = space
    self.encoding = encoding
    self.canonical = canonical
    self.classes = classes
    self.isDisconnected = isDisconnected
    self.costs = costs
  }

  /// The class id under `kind`, nil where the space does not define it.
  public func classID(_ kind: EquivalenceKind) -> String? { classes.first { $0.kind == kind }?.id }

  /// The costs of the encoder alone at the first input size listed, or of the whole network where a space has no
  /// encoder: the entry whose figures stand on the architecture itself.
  public var primaryCost: CostEntry? {
    for index in costs.indices where costs[index].scope == .encoder { return costs[index] }
    return costs.first
  }

  /// The costs of the whole model trained on `task`.
  public func modelCost(of task: TaskName) -> CostEntry? {
    // By index: copying every entry on the way costs more than the comparison.
    for index in costs.indices where costs[index].scope == .model && costs[index].task == task { return costs[index] }
    return nil
  }
}
