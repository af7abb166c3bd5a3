import Core
import Testing

@testable import cellar

@Suite struct CostTableTests {
  @Test func columnsAreThoseOfAnyEntryAndSourcesFollow() {
    let entries = [
      CostEntry(
        scope: .encoder, task: nil, input: [3, 32, 32], params: 10, paramsLive: 9, macs: 800, macsLive: 7, counters: []),
      CostEntry(
        scope: .model, task: "cifar10", input: [3, 32, 32], params: 12, paramsLive: 11, macs: 900, macsLive: 8,
        counters: [CounterValue(name: "published", value: 1000)]),
    ]
    let sources = [
      CostSource(counter: "published", text: "a paper"), CostSource(counter: "other", text: "no figure under it"),
    ]
    #expect(
      CostTable.text(entries, sources: sources, indent: 2) == """
                           input  params  live  MACs  live  published
          encoder        3x32x32      10     9   800     7
          model cifar10  3x32x32      12    11   900     8       1000
          published: a paper

        """)
    #expect(CostTable.text([], sources: sources, indent: 2).isEmpty)
  }
}
