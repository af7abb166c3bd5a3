import Core
import SearchSpaces
import TestSupport
import Testing

/// What every registered space obeys. Spaces are taken whole, or sampled where they are too large for it.
@Suite struct SearchSpaceLaws {
  private static let seed: UInt64 = 20_261_123

  /// Whether every cell is looked at: not a million of them, in each law.
  private func isTakenWhole(_ space: some SearchSpace) -> Bool {
    space.enumerate() != nil && (UInt64(space.size) ?? .max) <= 100_000
  }

  /// Every cell in the order of enumeration, or 300 cells drawn with `seed`.
  private func cells<Space: SearchSpace>(of space: Space) -> [Space.Cell] {
    if isTakenWhole(space), let cells = space.enumerate() { return Array(cells) }
    var generator = SeededGenerator(seed: Self.seed)
    return (0..<300).map { _ in space.sample(using: &generator) }
  }

  @Test(arguments: allSearchSpaces.map(\.id)) func parsingAnEncodingGivesBackTheCell(_ id: SpaceID) throws {
    func check<Space: SearchSpace>(_ space: Space) throws {
      for cell in cells(of: space) {
        let parsed = try space.parse(space.encode(cell))
        guard parsed != cell else { continue }
        Issue.record("\(space.encode(cell)) parses as \(space.encode(parsed))")
      }
    }
    try check(try SearchSpaceRegistry.space(id))
  }

  @Test(arguments: allSearchSpaces.map(\.id)) func enumerationIsSortedAndDistinctAndAsLongAsTheSize(_ id: SpaceID)
    throws
  {
    func check<Space: SearchSpace>(_ space: Space) throws {
      guard let cells = space.enumerate() else { return }
      var (count, last, isSorted): (Int, String?, Bool) = (0, nil, true)
      for cell in cells {
        let encoding = space.encode(cell)
        if let last, !last.precedesBytewise(encoding) { isSorted = false }
        last = encoding
        count += 1
      }
      #expect("\(count)" == space.size)
      #expect(isSorted, "each encoding precedes the next one")
    }
    try check(try SearchSpaceRegistry.space(id))
  }

  @Test(arguments: allSearchSpaces.map(\.id))
  func representativesAreIdempotentAndHaveTheSmallestEncodingOfTheirClass(_ id: SpaceID) throws {
    func check<Space: SearchSpace>(_ space: Space, _ kind: EquivalenceKind) throws {
      // Enumeration is in order of encodings, so the first cell of each class is its smallest. Of a sample, only what is
      // drawn can be compared.
      let isWhole = isTakenWhole(space)
      var first: [Space.Cell: Space.Cell] = [:]
      for cell in cells(of: space) {
        let representative = space.representative(of: cell, under: kind)
        let smallest = isWhole ? first[representative] ?? cell : representative
        first[representative] = smallest
        #expect(!space.encode(cell).precedesBytewise(space.encode(representative)))
        guard representative != smallest || space.representative(of: representative, under: kind) != representative
        else {
          continue
        }
        Issue.record("\(kind): \(space.encode(cell)) is represented by \(space.encode(representative))")
      }
    }
    let space = try SearchSpaceRegistry.space(id)
    #expect(!space.equivalences.isEmpty)
    for kind in space.equivalences { try check(space, kind) }
  }

  @Test(arguments: allSearchSpaces.map(\.id)) func renamingInnerNodesKeepsTheRepresentative(_ id: SpaceID) throws {
    func check<Space: RenamesInnerNodes>(_ space: Space) throws {
      for cell in cells(of: space) {
        for renamed in space.renamings(of: cell) {
          for kind in space.kindsUnchangedByRenaming
          where space.representative(of: renamed, under: kind) != space.representative(of: cell, under: kind) {
            Issue.record("\(kind): \(space.encode(cell)) and \(space.encode(renamed))")
          }
        }
      }
    }
    let space = try SearchSpaceRegistry.space(id)
    let renaming = try #require(space as? any RenamesInnerNodes, "\(id) does not conform to RenamesInnerNodes")
    try check(renaming)
  }

  @Test(arguments: allSearchSpaces.map(\.id)) func descriptionsAreDeterministicAndComplete(_ id: SpaceID) throws {
    func check<Space: SearchSpace>(_ space: Space) throws {
      for (index, cell) in cells(of: space).enumerated() where index.isMultiple(of: 37) {
        let encoding = space.encode(cell)
        let description = try space.describe(encoding)
        #expect(try space.describe(encoding) == description)
        #expect(description.encoding == encoding)
        #expect(description.classes.map(\.kind) == space.equivalences)
        #expect(description.classes.map(\.id) == space.equivalences.map { space.classID(of: cell, under: $0) })
        #expect(description.classID(.isomorphic) == "isomorphic:\(description.canonical)")
        #expect(description.isDisconnected == space.isDisconnected(cell))
        let sane = description.costs.allSatisfy {
          $0.params >= $0.paramsLive && $0.macs >= $0.macsLive && $0.paramsLive > 0
            && $0.counters.map(\.name) == $0.counters.map(\.name).sorted()
        }
        #expect(sane, "\(encoding)")
      }
    }
    try check(try SearchSpaceRegistry.space(id))
  }

  @Test(arguments: allSearchSpaces.map(\.id))
  func everyTextThatOneBytesChangeMakesOfAnEncodingParsesBackOrFailsInPlace(_ id: SpaceID) throws {
    func check<Space: SearchSpace>(_ space: Space) throws {
      let encodings = cells(of: space).map { space.encode($0) }
      for encoding in encodings.enumerated().filter({ $0.offset.isMultiple(of: 601) }).map(\.element) {
        for text in mutations(of: encoding) {
          do throws(EncodingError) {
            let cell = try space.parse(text)
            // JSON and what Python prints can be spelled in many ways, anything else only as its notations write it.
            let isStructured = text.contains { "{[(".contains($0) }
            let isNormalized = isStructured || space.notations.contains { space.encode(cell, in: $0) == text }
            if !isNormalized { Issue.record("\(text) is accepted") }
            let parsed = try space.parse(space.encode(cell))
            if parsed != cell { Issue.record("\(text) is no fixed point") }
          } catch {
            #expect((0...text.utf8.count).contains(error.offset ?? 0), "\(text): \(error)")
          }
        }
      }
    }
    try check(try SearchSpaceRegistry.space(id))
  }

  @Test(arguments: allSearchSpaces.map(\.id)) func everyNotationParsesBackToTheCell(_ id: SpaceID) throws {
    func check<Space: SearchSpace>(_ space: Space) throws {
      #expect(space.notations.first == .own)
      #expect(Set(space.notations).count == space.notations.count)
      for cell in cells(of: space) {
        #expect(space.encode(cell, in: .own) == space.encode(cell))
        for notation in space.notations {
          guard let text = space.encode(cell, in: notation) else { continue }
          let parsed = try space.parse(text)
          if parsed != cell { Issue.record("\(notation): \(text) parses as \(space.encode(parsed))") }
        }
        if space.encode(cell, in: "no such notation") != nil { Issue.record("an unknown notation is written") }
      }
    }
    try check(try SearchSpaceRegistry.space(id))
  }

  @Test(arguments: allSearchSpaces.map(\.id)) func samplesAreReproducibleAndDifferBySeed(_ id: SpaceID) throws {
    func check<Space: SearchSpace>(_ space: Space) throws {
      func draw(_ seed: UInt64) -> [Space.Cell] {
        var generator = SeededGenerator(seed: seed)
        return (0..<20).map { _ in space.sample(using: &generator) }
      }
      let drawn = draw(Self.seed)
      for cell in drawn { #expect(try space.parse(space.encode(cell)) == cell) }
      #expect(draw(Self.seed) == drawn)
      #expect(draw(Self.seed + 1) != drawn)
    }
    try check(try SearchSpaceRegistry.space(id))
  }

  @Test(arguments: allSearchSpaces.map(\.id)) func sketchesAreInTopologicalOrder(_ id: SpaceID) throws {
    func check<Space: SearchSpace>(_ space: Space) throws {
      for (index, cell) in cells(of: space).enumerated() where index.isMultiple(of: 37) {
        for sketch in space.sketches(of: cell) {
          let isOrdered = sketch.edges.allSatisfy {
            $0.source >= 0 && $0.source < $0.target && $0.target < sketch.nodes.count
          }
          #expect(isOrdered, "\(space.encode(cell)): \(sketch.title)")
          #expect(!sketch.title.isEmpty && sketch.nodes.allSatisfy { !$0.isEmpty })
        }
      }
    }
    try check(try SearchSpaceRegistry.space(id))
  }

  @Test(arguments: allSearchSpaces.map(\.id)) func tenMegabytesAreRefusedAtOnceWithAShortMessage(_ id: SpaceID) throws {
    let space = try SearchSpaceRegistry.space(id)
    for unit in ["1", "0", "|", "[", "{", " ", "(", "a", "é", "[1,", "{\"wid\":1"] {
      let text = String(repeating: unit, count: 10_000_000 / unit.utf8.count)
      var error: EncodingError?
      let time = processorTime {
        error = #expect(throws: EncodingError.self, "\(unit)") { try space.describe(text) }
      }
      #expect(time < .seconds(10), "\(unit)")
      #expect((error?.description.utf8.count ?? 0) < 600, "\(unit)")
    }
  }

  @Test(arguments: allSearchSpaces.map(\.id)) func everyCounterHasASource(_ id: SpaceID) throws {
    func check<Space: SearchSpace>(_ space: Space) throws {
      guard let cell = cells(of: space).first, !space.costSources.isEmpty else { return }
      let counters = Set(space.costs(of: cell).flatMap(\.counters).map(\.name))
      #expect(Set(space.costSources.map(\.counter)) == counters)
      #expect(space.costSources.allSatisfy { !$0.text.contains("\n") })
    }
    try check(try SearchSpaceRegistry.space(id))
  }

  @Test(arguments: allSearchSpaces.map(\.id)) func everyCounterOfACostHasItsNameOnce(_ id: SpaceID) throws {
    func check<Space: SearchSpace>(_ space: Space) throws {
      guard let cell = cells(of: space).first else { return }
      for cost in space.costs(of: cell) { #expect(Set(cost.counters.map(\.name)).count == cost.counters.count) }
    }
    try check(try SearchSpaceRegistry.space(id))
  }

  /// Every truncation, and every insertion, deletion and replacement of one character.
  private func mutations(of encoding: String) -> [String] {
    let characters = Array(encoding)
    var texts = characters.indices.map { String(characters[..<$0]) }
    for index in 0...characters.count {
      for inserted in "0459-_ a\né" {
        texts.append(String(characters[..<index] + [inserted] + characters[index...]))
        if index < characters.count {
          texts.append(String(characters[..<index] + [inserted] + characters[(index + 1)...]))
        }
      }
      if index < characters.count { texts.append(String(characters[..<index] + characters[(index + 1)...])) }
    }
    return texts
  }
}
