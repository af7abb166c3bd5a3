import Bytes
import Core
import SearchSpaces
import Testing

@testable import cellar

@Suite struct ArchitectureReportTests {
  @Test func aFaultIsMarkedInTheText() throws {
    let space = try SearchSpaceRegistry.space("nas-bench-macro")
    let complaint = try #require(ArchitectureReport("01230000", spaces: [space]).complaint)
    let lines = complaint.split(separator: "\n")
    #expect(lines[0].hasPrefix("nas-bench-macro: "))
    #expect(lines[1...] == ["  01230000", "     ^"])
  }

  @Test func ofALongTextOnlyThePlaceIsShown() throws {
    let space = try SearchSpaceRegistry.space("nas-bench-201")
    let text = "|" + String(repeating: "é\n", count: 1_000_000)
    let complaint = try #require(ArchitectureReport(text, spaces: [space]).complaint)
    #expect(complaint.utf8.count < 1000)
    #expect(complaint.split(separator: "\n").count == 3)
  }

  @Test func anEncodingOfSeveralSpacesIsOfNone() throws {
    let pair = "('sep_conv_3x3', 0), ('sep_conv_3x3', 1)"
    let text = "Genotype(normal=[\(pair)], normal_concat=[2], reduce=[\(pair)], reduce_concat=[2])"
    let report = ArchitectureReport(text, spaces: allSearchSpaces)
    #expect(
      report.fault == "accepted by 2 spaces, 'darts', 'pnas'; expected one of them under --space")
    var output = OutputBytes()
    report.appendJSON(to: &output)
    let line = String(decoding: output.array, as: UTF8.self)
    #expect(line.hasPrefix(#"{"space":null,"encoding":"Genotype("#))
    #expect(line.contains(#""valid":false,"error":"accepted by 2 spaces"#))
    #expect(report.text == nil)
  }

  @Test func membersOfAClassAreCountedAndTheFirstAreListed() throws {
    let space = try SearchSpaceRegistry.space("transnas-bench-101-micro")
    let text = try #require(ArchitectureReport("64-41414-0_00_000", spaces: [space]).text)
    #expect(text.contains("with 168 others, the first 5:\n               64-41414-0_00_001\n"))
    #expect(text.contains("disconnected"))
    #expect(ClassMembers(of: DARTS().first, in: DARTS(), under: .isomorphic) == nil)
  }
}

extension SearchSpace {
  fileprivate var first: Cell {
    var generator = SeededGenerator(seed: 0)
    return sample(using: &generator)
  }
}
