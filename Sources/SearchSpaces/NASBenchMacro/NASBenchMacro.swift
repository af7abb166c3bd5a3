public import Core

/// NAS-Bench-Macro: a sequence of eight layers, each the identity or one of two inverted bottlenecks.
///
/// Encodings are eight digits; networks are enumerated in order of encodings. `isomorphic` takes an identity for an
/// operation like any other, so that every network is a class of its own; `same-network` and the authors' own rule
/// (`published`) make 3,969 classes by leaving it out.
public struct NASBenchMacro: SearchSpace {
  public let id: SpaceID = "nas-bench-macro"
  public let title = "NAS-Bench-Macro, CVPR 2022"
  public let size = "\(NASBenchMacroArchitecture.count)"
  public let equivalences: [EquivalenceKind] = [.isomorphic, .sameNetwork, .published]

  public init() {}

  public func parse(_ encoding: String) throws(EncodingError) -> NASBenchMacroArchitecture {
    try NASBenchMacroArchitecture(encoding: encoding)
  }

  public func encode(_ cell: NASBenchMacroArchitecture) -> String { cell.encoding }

  public func representative(
    of cell: NASBenchMacroArchitecture, under kind: EquivalenceKind
  ) -> NASBenchMacroArchitecture {
    switch kind {
    case .isomorphic: cell
    case .sameNetwork, .published: cell.smallestForm
    default: preconditionFailure("\(id) has no equivalence '\(kind)'")
    }
  }

  /// `published:` and the form that the authors trained; else kind and smallest encoding.
  public func classID(of cell: NASBenchMacroArchitecture, under kind: EquivalenceKind) -> String {
    "\(kind):\(encode(kind == .published ? cell.publishedForm : representative(of: cell, under: kind)))"
  }

  public func isDisconnected(_ cell: NASBenchMacroArchitecture) -> Bool { false }

  public func costs(of cell: NASBenchMacroArchitecture) -> [CostEntry] { cell.costs() }

  public func enumerate() -> AnySequence<NASBenchMacroArchitecture>? {
    AnySequence((0..<UInt16(NASBenchMacroArchitecture.count)).lazy.map { NASBenchMacroArchitecture(code: $0) })
  }

  public func sample(using generator: inout SeededGenerator) -> NASBenchMacroArchitecture {
    NASBenchMacroArchitecture(code: UInt16(generator.next(below: UInt64(NASBenchMacroArchitecture.count))))
  }

  public func neighbours(of cell: NASBenchMacroArchitecture) -> [NASBenchMacroArchitecture] { cell.neighbours }

  public func sketches(of cell: NASBenchMacroArchitecture) -> [CellSketch] { [cell.sketch] }

  public var costSources: [CostSource] {
    [
      CostSource(
        counter: "published",
        text: "'flops' of nas-bench-macro_cifar10.json: plain multiply-accumulates of convolutions and linear layers")
    ]
  }
}
