import Core
import Graphs
import TestSupport
import Testing

@testable import SearchSpaces

/// Classes against the dossier's counts and against canonical forms, which are another method.
@Suite struct DARTSClassesTests {
  /// Every cell of so many nodes, two different inputs each, all joined.
  private func cells(nodes: Int, operations: Int) -> [DARTSCell] {
    var lists: [[DARTSPair]] = [[]]
    let used = DARTSOperation.searched.prefix(operations)
    for node in 2..<(2 + nodes) {
      var choices: [[DARTSPair]] = []
      for second in 1..<node {
        for first in 0..<second {
          for one in used { for other in used { choices.append([DARTSPair(one, first), DARTSPair(other, second)]) } }
        }
      }
      lists = lists.flatMap { list in choices.map { list + $0 } }
    }
    return lists.map { DARTSCell(pairs: DARTSPairs($0), concatenated: (1 << UInt64(nodes) - 1) << 2) }
  }

  @Test(arguments: [(1, 7, 49, 49), (2, 7, 7203, 6027), (3, 2, 1152, 712), (3, 3, 13122, 7914)])
  func smallCellsHaveAsManyClassesAsDocumented(_ nodes: Int, _ operations: Int, _ total: Int, _ unique: Int) {
    let cells = cells(nodes: nodes, operations: operations)
    #expect(cells.count == total)
    #expect(Set(cells).count == total)
    let smallest = cells.map(\.smallest)
    #expect(Set(smallest).count == unique)
    // The same partition as that of canonical forms.
    var forms: [LabelledDAG: DARTSCell] = [:]
    var agrees = true
    for (cell, representative) in zip(cells, smallest) {
      let form = cell.wiring.graph.canonicalForm()
      if let other = forms.updateValue(representative, forKey: form), other != representative { agrees = false }
    }
    #expect(agrees)
    #expect(forms.count == unique)
    // The smallest text of each class, by sorting texts.
    func text(_ cell: DARTSCell) -> String {
      DARTSGenotypeText.text(normal: (cell.pairs, cell.concatenated), reduce: (cell.pairs, cell.concatenated))
    }
    var texts: [DARTSCell: String] = [:]
    for (cell, representative) in zip(cells, smallest) {
      let text = text(cell)
      if texts[representative].map({ text.precedesBytewise($0) }) ?? true { texts[representative] = text }
    }
    #expect(texts.allSatisfy { text($0.key) == $0.value })
  }

  @Test func representativesOfSamplesAreEqualExactlyWhereCanonicalFormsAre() throws {
    var generator = SeededGenerator(seed: 8)
    for _ in 0..<300 {
      let darts = DARTS().sample(using: &generator)
      for renamed in DARTS().renamings(of: darts) {
        #expect(darts.normal.wiring.graph.canonicalForm() == renamed.normal.wiring.graph.canonicalForm())
        #expect(darts.reduce.wiring.graph.canonicalForm() == renamed.reduce.wiring.graph.canonicalForm())
      }
      // A change of one operation mostly leaves the class, but may by chance stay in it.
      var pairs = Array(darts.normal.pairs)
      let place = Int(generator.next(below: 8))
      pairs[place] = DARTSPair(DARTSOperation.searched[Int(generator.next(below: 7))], pairs[place].source)
      let other = DARTSCell(pairs: DARTSPairs(pairs), concatenated: darts.normal.concatenated)
      let sameForm = darts.normal.wiring.graph.canonicalForm() == other.wiring.graph.canonicalForm()
      #expect((darts.normal.smallest == other.smallest) == sameForm)
    }
  }

  @Test func representativesOfExtendedSamplesHaveTheSmallestText() {
    let space = DARTSExtended()
    var generator = SeededGenerator(seed: 9)
    for round in 0..<200 {
      // Sparse genotypes have more numberings than uniform ones, which are dense.
      let cell = round.isMultiple(of: 2) ? space.sample(using: &generator) : sparse(using: &generator)
      var members: Set<DARTSExtendedGenotype> = [cell]
      var open = [cell]
      while let next = open.popLast() {
        for renamed in space.renamings(of: next) where members.insert(renamed).inserted { open.append(renamed) }
      }
      let texts = members.map { space.encode($0) }.sorted { $0.precedesBytewise($1) }
      for member in members {
        #expect(space.encode(space.representative(of: member, under: .isomorphic)) == texts[0])
      }
      let form = cell.normal.wiring.graph.canonicalForm()
      #expect(members.allSatisfy { $0.normal.wiring.graph.canonicalForm() == form })
    }
  }

  private func sparse(using generator: inout SeededGenerator) -> DARTSExtendedGenotype {
    func cell() -> DARTSExtendedCell {
      var sets = SIMD4<UInt64>(repeating: 0)
      for node in 2...5 {
        for _ in 0...generator.next(below: 2) {
          let inputs = generator.next(below: 3) == 0 ? UInt64(node) : 2
          sets[node - 2] |= 1 << (7 * generator.next(below: inputs) + generator.next(below: 7))
        }
      }
      return DARTSExtendedCell(sets: sets)
    }
    return DARTSExtendedGenotype(normal: cell(), reduce: cell())
  }

  @Test func representativesTakeMicroseconds() {
    var generator = SeededGenerator(seed: 10)
    let cells = (0..<1000).map { _ in DARTS().sample(using: &generator) }
    let pnas = (0..<1000).map { _ in PNAS().sample(using: &generator) }
    let extended = (0..<1000).map { _ in DARTSExtended().sample(using: &generator) }
    let times = [
      processorTime { for cell in cells { _ = DARTS().representative(of: cell, under: .isomorphic) } },
      processorTime { for cell in extended { _ = DARTSExtended().representative(of: cell, under: .isomorphic) } },
      processorTime { for cell in pnas { _ = PNAS().representative(of: cell, under: .isomorphic) } },
      processorTime { for cell in cells { _ = DARTS().costs(of: cell) } },
      processorTime { for cell in extended { _ = DARTSExtended().costs(of: cell) } },
      processorTime { for cell in pnas { _ = PNAS().costs(of: cell) } },
    ]
    print("1,000 representatives and 1,000 costs of darts, darts-extended, pnas: \(times)")
    #expect(times.allSatisfy { $0 < .seconds(60) })
  }
}

extension DARTSWiring {
  /// The cell as a graph for the engine: inputs labelled apart, an output that reads what is joined, on each edge the
  /// multiset of its operations.
  var graph: LabelledDAG {
    var graph = LabelledDAG(nodeCount: nodeCount + 1)
    graph[node: 1] = 1
    for source in 0..<nodeCount {
      if concatenated >> UInt64(source) & 1 == 1 { graph[edge: source, nodeCount] = 1 }
      for target in (source + 1)..<max(source + 1, nodeCount) {
        let operations = edges.filter { $0.source == source && $0.target == target }.map(\.operation.rawValue).sorted()
        if let label = Self.label(operations) { graph[edge: source, target] = label }
      }
    }
    return graph
  }

  /// Sets as bits, except for a pair of equal operations, which lies above all sets of the seven searched ones.
  private static func label(_ operations: [UInt8]) -> UInt8? {
    guard let first = operations.first else { return nil }
    if operations.count == 2, operations[1] == first { return 128 + first }
    return operations.reduce(0) { bits, operation in
      guard let number = DARTSExtendedCell.operations.firstIndex(where: { $0.rawValue == operation }) else {
        preconditionFailure("a searched operation")
      }
      return bits | 1 << UInt8(number)
    }
  }
}
