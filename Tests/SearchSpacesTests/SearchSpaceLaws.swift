import Core
import SearchSpaces
import Testing

/// What every registered space obeys. Spaces are enumerated whole, or passed over where they are too large for it.
@Suite struct SearchSpaceLaws {
  @Test(arguments: allSearchSpaces.map(\.id)) func parsingAnEncodingGivesBackTheCell(_ id: SpaceID) throws {
    func check<Space: SearchSpace>(_ space: Space) throws {
      for cell in try #require(space.enumerate()) {
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
      let encodings = try #require(space.enumerate()).map { space.encode($0) }
      #expect("\(encodings.count)" == space.size)
      let sorted = zip(encodings, encodings.dropFirst()).allSatisfy { $0.precedesBytewise($1) }
      #expect(sorted, "each encoding precedes the next one")
    }
    try check(try SearchSpaceRegistry.space(id))
  }

  @Test(arguments: allSearchSpaces.map(\.id))
  func representativesAreIdempotentAndHaveTheSmallestEncodingOfTheirClass(_ id: SpaceID) throws {
    func check<Space: SearchSpace>(_ space: Space, _ kind: EquivalenceKind) throws {
      // Enumeration is in order of encodings, so the first cell of each class is its smallest.
      var first: [Space.Cell: Space.Cell] = [:]
      for cell in try #require(space.enumerate()) {
        let representative = space.representative(of: cell, under: kind)
        let smallest = first[representative] ?? cell
        first[representative] = smallest
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
      for cell in try #require(space.enumerate()) {
        for renamed in space.renamings(of: cell) {
          for kind in space.equivalences
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
      for (index, cell) in try #require(space.enumerate()).enumerated() where index.isMultiple(of: 37) {
        let encoding = space.encode(cell)
        let description = try space.describe(encoding)
        #expect(try space.describe(encoding) == description)
        #expect(description.encoding == encoding)
        #expect(description.classes.map(\.kind) == space.equivalences)
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
      let encodings = try #require(space.enumerate()).map { space.encode($0) }
      for encoding in encodings.enumerated().filter({ $0.offset.isMultiple(of: 601) }).map(\.element) {
        for text in mutations(of: encoding) {
          do throws(EncodingError) {
            #expect(try space.encode(space.parse(text)) == text)
          } catch {
            #expect((0...text.utf8.count).contains(error.offset ?? 0), "\(text): \(error)")
          }
        }
      }
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
