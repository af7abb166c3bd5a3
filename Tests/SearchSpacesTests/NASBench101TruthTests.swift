import Bytes
import Core
import TestSupport
import Testing

@testable import SearchSpaces

/// Every row of the truth files.
@Suite(.enabled(if: sharedDirectory != nil, Comment(rawValue: sharedDirectoryReason)))
struct NASBench101TruthTests {
  private let space = NASBench101()

  /// JSON as a user might write it, with spaces.
  private func text(_ matrix: [[UInt8]], _ operations: [String]) -> String {
    #"{"ops": \#(operations), "matrix": \#(matrix)}"#
  }

  @Test func specificationsAreJudgedPrunedHashedAndCountedAsTheAuthorsDo() throws {
    let rows = try NASBench101Truth.rows("truth/nas-bench-101.jsonl", as: NASBench101Truth.Specification.self)
    var (valid, faults): (Int, [String: Int]) = (0, [:])
    for row in rows {
      let specification = NASBench101Specification(rows: row.matrix, operations: row.ops)
      let pruned = try specification.pruned()
      #expect(pruned?.rows == row.prunedMatrix && pruned?.operations == row.prunedOps, "\(row)")
      do throws(NASBench101Fault) {
        let cell = try specification.validated()
        valid += 1
        #expect(row.valid)
        check(cell, row)
        let parsed = try? space.parse(text(row.matrix, row.ops))
        let again = try pruned?.validated()
        #expect(parsed == cell && again == cell && NASBench101Specification(cell) == pruned)
      } catch {
        faults[error.code, default: 0] += 1
        #expect(!row.valid && error.code == row.reason)
        #expect(throws: EncodingError.self) { try space.parse(text(row.matrix, row.ops)) }
        if let pruned, let hash = row.hash { #expect(generalHash(of: pruned) == hash) }
      }
    }
    print("nas-bench-101.jsonl: \(rows.count) rows, \(valid) valid, \(faults)")
  }

  private func check(_ cell: NASBench101Cell, _ row: NASBench101Truth.Specification) {
    #expect(space.classID(of: cell, under: .published) == "published:\(row.hash ?? "")")
    #expect(generalHash(of: NASBench101Specification(cell)) == row.hash)
    let cost = space.costs(of: cell)[0]
    #expect(cost.params == row.params && cost.paramsLive == row.params && cost.params == cell.parameterCount)
    if let instantiated = row.paramsInstantiated { #expect(cost.params == instantiated) }
    #expect(cost.macs == row.macsConvLinear && cost.macsLive == row.macsConvLinear)
    #expect(cell.parameterCountsOverOrderings == row.paramCountsOverIsomorphicOrderings)
  }

  @Test func hashesOfAnyLabelledGraphAreThoseOfTheAuthors() throws {
    let rows = try NASBench101Truth.rows("truth/nas-bench-101-hashes.jsonl", as: NASBench101Truth.LabelledGraph.self)
    var hasher = NASBench101Hasher()
    for row in rows {
      #expect(PublishedGraphHash.digest(rows: row.matrix, labels: row.labels).description == row.hash)
      #expect(hasher.hash(of: NASBench101Neighbours(row.matrix, row.labels)).description == row.hash)
    }
    print("nas-bench-101-hashes.jsonl: \(rows.count) rows")
  }

  @Test func classesOfUpToFiveVerticesHaveTheirHashesAndCosts() throws {
    let rows = try NASBench101Truth.rows("truth/nas-bench-101-upto5.jsonl", as: NASBench101Truth.SmallClass.self)
    for row in rows {
      let cell = try space.parse(#"[\#(row.matrix),\#(row.labels)]"#)
      #expect(space.publishedHash(of: cell).description == row.hash)
      let cost = space.costs(of: cell)[0]
      #expect(cost.params == row.params && cost.macs == row.macsConvLinear)
      #expect(cell.parameterCountsOverOrderings == row.paramsAllOrderings)
    }
    #expect(Set(rows.map(\.hash)).count == rows.count)
    print("nas-bench-101-upto5.jsonl: \(rows.count) rows")
  }

  @Test func theCellOfTheReadmeHasItsParametersInItsOwnOrder() throws {
    let row = try NASBench101Truth.rows("truth/nas-bench-101-published.json", as: NASBench101Truth.Published.self)[0]
    let cell = try space.parse(text(try #require(row.matrix), try #require(row.ops)))
    #expect(space.costs(of: cell)[0].params == row.trainableParameters)
    #expect(space.publishedHash(of: cell).description == row.hash)
  }

  @Test func recordsOfTheDataFileHaveTheirParametersAndHashes() throws {
    let path = "data/nas-bench-101/expected.json"
    let expected = try NASBench101Truth.rows(path, as: NASBench101Truth.ExpectedModules.self)[0]
    for (hash, module) in expected.modules {
      let digits = try #require(module.adjacency).joined().map { "\($0)" }.joined()
      let labels = try #require(module.operations).joined(separator: ",")
      let cell = try #require(NASBench101Specification(adjacency: digits, operations: labels)).validated()
      #expect(space.publishedHash(of: cell).description == hash)
      #expect(cell.parameterCount == module.trainableParameters)
    }
    print("data/nas-bench-101/expected.json: \(expected.modules.count) modules")
  }

  @Test func classesAndCellsAreAsManyAsTheAuthorsCodeFinds() throws {
    let path = "truth/nas-bench-101-enumeration.json"
    let truth = try NASBench101Truth.rows(path, as: NASBench101Truth.Enumeration.self)[0]
    for (vertices, counts) in truth.cumulative {
      let space = NASBench101(limits: NASBench101Limits(vertices: try #require(Int(vertices))))
      for (kind, count) in [(nil, counts.totalLabeledCum), (EquivalenceKind.isomorphic, counts.uniqueCum)] {
        let enumeration = try ClassEnumeration(of: space, under: kind)
        #expect((0..<enumeration.pieceCount).reduce(0) { $0 + enumeration.count(ofPiece: $1) } == count)
      }
    }
    let classes = NASBench101EnumerationTests.classes()
    let byVertices = Dictionary(grouping: classes) { "\($0.vertexCount)" }.mapValues(\.count)
    let byEdges = Dictionary(grouping: classes) { "\($0.edgeCount)" }.mapValues(\.count)
    #expect(byVertices == truth.uniqueByVertices && byEdges == truth.uniqueByEdges)
  }

  private func generalHash(of specification: NASBench101Specification) -> String {
    let labels = specification.operations.map { label in
      label == "input" ? -1 : label == "output" ? -2 : NASBench101Operation(label: label)?.publishedLabel ?? 99
    }
    return PublishedGraphHash.digest(rows: specification.rows, labels: labels).description
  }
}
