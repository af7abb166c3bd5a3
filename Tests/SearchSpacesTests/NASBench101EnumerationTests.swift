import Bytes
import Core
import Testing

@testable import SearchSpaces

@Suite struct NASBench101EnumerationTests {
  /// The representatives of all classes within `limits`, in order.
  static func classes(_ limits: NASBench101Limits = .published) -> [NASBench101Cell] {
    let space = NASBench101(limits: limits)
    var cells: [NASBench101Cell] = []
    for piece in 0..<space.pieceCount(under: .isomorphic) {
      space.forEachCell(ofPiece: piece, under: .isomorphic) { cells.append($0) }
    }
    return cells
  }

  /// Vertices, edges, classes, cells: the authors' counts for 7 and 9, the others found by running their code.
  @Test(arguments: [
    (2, 9, 1, 1), (3, 9, 7, 7), (4, 9, 91, 97), (5, 9, 2532, 3364), (6, 9, 64_542, 128_509), (7, 9, 423_624, 1_293_208),
    (7, 8, 95_355, nil), (7, 7, 16_533, nil), (6, 8, 30_285, nil), (5, 6, 965, nil),
  ])
  func thereAreAsManyClassesAsPublished(_ vertices: Int, _ edges: Int, _ classes: Int, _ cells: Int?) throws {
    let space = NASBench101(limits: NASBench101Limits(vertices: vertices, edges: edges))
    func count(_ kind: EquivalenceKind?) throws -> Int {
      let enumeration = try ClassEnumeration(of: space, under: kind)
      return (0..<enumeration.pieceCount).reduce(0) { $0 + enumeration.count(ofPiece: $1) }
    }
    #expect(try count(.isomorphic) == classes)
    #expect(try count(.published) == classes)
    if let cells { #expect(try count(nil) == cells && space.size == "\(cells)") }
  }

  /// Each of the 1,293,208 cells has a representative, which is no larger, is listed, and is the first of its class; and
  /// the published hash tells exactly the same classes apart.
  @Test func classesAreExactAndTheOnesThatTheHashTellsApart() throws {
    let listed = Self.classes()
    let space = NASBench101()
    let known = Set(listed)
    var (seen, isFirst): (Set<NASBench101Cell>, Bool) = ([], true)
    for cell in try #require(space.enumerate()) {
      let representative = cell.smallestOrdering
      if seen.insert(representative).inserted, representative != cell { isFirst = false }
    }
    #expect(isFirst, "the first cell of each class is its smallest")
    #expect(seen == known && listed.count == known.count)
    var hasher = NASBench101Hasher()
    #expect(Set(listed.map { hasher.hash(of: $0) }).count == 423_624)
  }

  /// SHA-256 of the sorted hashes, joined by line feeds: `spaces/NAS-Bench-101.md`, from the authors' code.
  @Test(arguments: [
    (4, "6b520b9bca2e736d26b0a5f23f871cacf0c1c9b4637a2bfabdfc1d12236217d6"),
    (5, "64f8d39802a51dbd3fa64b52e61e838b94a3a177903027c372972529a02783d4"),
    (6, "792afa4634dba68a0b9adbac56b84e451065a0b3a235425f900cdc961cf1ebdb"),
    (7, "a7f10bf770c1b5b8a221e37824e42b3b1a237a5d21ccf545bbe8e23abd933403"),
  ])
  func theSortedHashesHaveTheDigestOfTheAuthorsCode(_ vertices: Int, _ digest: String) throws {
    let space = NASBench101(limits: NASBench101Limits(vertices: vertices))
    let lines = try EnumeratedLines(of: space, under: .isomorphic, hashes: true)
    let hashes = lines.lines.map { $0.prefix(32) }.sorted { $0.lexicographicallyPrecedes($1) }
    #expect(SHA256.hexadecimalDigest(of: Array(hashes.joined(separator: [0x0A]))) == digest)
    print("\(lines.lines.count) classes with hashes on all processors in \(lines.time)")
  }

  @Test func linesAreSortedEncodingsWithTheHashesInFront() throws {
    let space = NASBench101(limits: NASBench101Limits(vertices: 5))
    let plain = try EnumeratedLines(of: space, under: .isomorphic, hashes: false).lines
    let hashed = try EnumeratedLines(of: space, under: .isomorphic, hashes: true).lines
    #expect(zip(plain, plain.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
    for (line, hashedLine) in zip(plain, hashed) {
      let text = String(decoding: line, as: UTF8.self)
      let cell = try space.parse(text)
      #expect(space.encode(cell) == text && space.representative(of: cell, under: .isomorphic) == cell)
      #expect(String(decoding: hashedLine, as: UTF8.self) == "\(space.publishedHash(of: cell))\t\(text)")
    }
    #expect(plain.count == hashed.count)
  }

  @Test func linesOfAllCellsHaveTheHashesOfTheirCells() throws {
    let space = NASBench101(limits: NASBench101Limits(vertices: 5))
    for line in try EnumeratedLines(of: space, under: nil, hashes: true).lines {
      let cell = try space.parse(String(decoding: line.dropFirst(33), as: UTF8.self))
      #expect(line.prefix(33) == Array("\(space.publishedHash(of: cell))\t".utf8)[...])
    }
  }

  /// Parameters are no property of a class: the trap of the space.
  @Test func parametersOf53_908ClassesDependOnTheOrderOfVertices() {
    var (several, most, spread): (Int, Int, Int) = (0, 0, 0)
    var widest: [NASBench101Cell] = []
    for cell in Self.classes() {
      let counts = cell.parameterCountsOverOrderings
      guard counts.count > 1 else { continue }
      several += 1
      most = max(most, counts.count)
      let difference = counts[counts.count - 1] - counts[0]
      if difference > spread { (spread, widest) = (difference, []) }
      if difference == spread { widest.append(cell) }
    }
    #expect((several, most, spread) == (53_908, 6, 52_409))
    let space = NASBench101()
    let named = widest.first { space.publishedHash(of: $0).description == "9bbabbce2c88467a1cb56792c8f05372" }
    #expect(named?.parameterCountsOverOrderings == [3_955_249, 3_993_143, 4_007_658])
  }

  /// The shortcut for 1, 2 and 4 concatenated vertices changes nothing.
  @Test func countsOverOrderingsAreThoseOfEachOrdering() {
    var random = SeededGenerator(seed: 3)
    let space = NASBench101()
    for _ in 0..<3000 {
      let cell = space.sample(using: &random)
      var counts: Set<Int> = []
      cell.forEachOrdering { counts.insert(space.costs(of: $0)[0].params) }
      #expect(cell.parameterCountsOverOrderings == counts.sorted())
      #expect(counts.contains(cell.parameterCount))
    }
  }

  @Test func samplesAreSpreadEvenly() {
    // A third of all cells have each operation at a given place; the largest class of matrices has most cells.
    let space = NASBench101()
    var random = SeededGenerator(seed: 11)
    let cells = (0..<60_000).map { _ in space.sample(using: &random) }
    let seven = Double(cells.count { $0.vertexCount == 7 }) / 60_000
    #expect(abs(seven - Double(1_293_208 - 128_509) / 1_293_208) < 0.006)
    for operation in NASBench101Operation.allCases {
      let share = Double(cells.count { $0.vertexCount > 2 && $0.operation(at: 1) == operation }) / 60_000
      #expect(abs(share - 1 / 3) < 0.01)
    }
    let small = NASBench101(limits: NASBench101Limits(vertices: 3))
    let drawn = Set((0..<300).map { _ in small.sample(using: &random) })
    #expect(drawn.count == 7)
  }
}
