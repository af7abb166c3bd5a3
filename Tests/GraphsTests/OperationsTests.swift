import Core
import Graphs
import Testing

@Suite struct OperationsTests {
  /// The four-node cell with the labels a_bc_def on 0>1, 0>2, 1>2, 0>3, 1>3, 2>3.
  private func cell(_ labels: [UInt8]) -> LabelledDAG {
    var graph = LabelledDAG(nodeCount: 4)
    for (edge, label) in zip([(0, 1), (0, 2), (1, 2), (0, 3), (1, 3), (2, 3)], labels) {
      graph[edge: edge.0, edge.1] = label
    }
    return graph
  }

  @Test func anAliasBringsItsSumWithMultiplicity() throws {
    // 0>1 is operation 5; 1>2 and 2>3 and 1>3 are aliases (9): the output is twice the operation.
    let operations = try #require(cell([5, 0, 9, 0, 9, 9]).pruned()).operations { _, _, label in label == 9 }
    #expect(operations.nodeCount == 3)
    #expect(operations[node: 1] == 5)
    #expect(operations[edge: 0, 1] == 1)
    #expect(operations[edge: 1, 2] == 2)
    #expect(operations[edge: 0, 2] == 0)
  }

  @Test func theInputMayReachTheOutputThroughAliasesAlone() throws {
    let operations = try #require(cell([9, 9, 9, 9, 9, 9]).pruned()).operations { _, _, label in label == 9 }
    #expect(operations.nodeCount == 2)
    #expect(operations[edge: 0, 1] == 4)
  }

  @Test func everyOperationIsAnInstanceOfItsOwn() {
    let operations = cell([5, 5, 5, 5, 5, 5]).operations { _, _, _ in false }
    #expect(operations.nodeCount == 8)
    #expect(operations.pruned() == operations)
  }

  /// All cells of `none` 0, skips 1 (always aliases) and one kind of operation 2, against running them on numbers.
  ///
  /// An operation scrambles its input by a weight of its own, so two cells are the same network exactly if the results
  /// over all ways of handing out a fixed set of weights are the same.
  @Test func formsAreEqualExactlyForCellsThatComputeTheSame() {
    var results: [LabelledDAG: Set<[UInt64]>] = [:]
    var forms: [[UInt64]: Set<LabelledDAG>] = [:]
    for code in 0..<729 {
      let labels = (0..<6).map { UInt8(code / [1, 3, 9, 27, 81, 243][$0] % 3) }
      guard let graph = cell(labels).pruned() else { continue }
      let form = graph.operations { _, _, label in label == 1 }.canonicalForm()
      let outcome = permutations(of: graph).map { output(of: graph, weights: $0) }.sorted()
      results[form, default: []].insert(outcome)
      forms[outcome, default: []].insert(form)
    }
    #expect(results.values.allSatisfy { $0.count == 1 })
    #expect(forms.values.allSatisfy { $0.count == 1 })
    #expect(forms.count == 98)
  }

  /// Every order of as many weights as `graph` has operations.
  private func permutations(of graph: LabelledDAG) -> [[UInt64]] {
    let operations = (0..<graph.output).reduce(0) { count, source in
      count + ((source + 1)..<graph.nodeCount).count { graph[edge: source, $0] == 2 }
    }
    return (0..<UInt64(operations)).reduce([[]]) { orders, weight in
      orders.flatMap { order in (0...order.count).map { Array(order[..<$0]) + [weight] + Array(order[$0...]) } }
    }
  }

  private func output(of graph: LabelledDAG, weights: [UInt64]) -> UInt64 {
    var sums = [UInt64](repeating: 0, count: graph.nodeCount)
    sums[0] = 12_345
    var used = 0
    for target in 1..<graph.nodeCount {
      for source in 0..<target {
        switch graph[edge: source, target] {
        case 1: sums[target] &+= sums[source]
        case 2:
          var scramble = SeededGenerator(seed: sums[source] &* 31 &+ weights[used])
          sums[target] &+= scramble.next()
          used += 1
        default: break
        }
      }
    }
    return sums[graph.output]
  }
}
