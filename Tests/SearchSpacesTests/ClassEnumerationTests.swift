import Core
import SearchSpaces
import Testing

@Suite struct ClassEnumerationTests {
  /// What `ClassEnumeration` lists is what going through the space cell by cell finds.
  @Test(arguments: allSearchSpaces.filter { (UInt64($0.size) ?? .max) <= 100_000 }.map(\.id))
  func classesAreThoseOfTheSpaceInOrder(_ id: SpaceID) throws {
    func check<Space: SearchSpace>(_ space: Space) throws {
      let cells = Array(try #require(space.enumerate()))
      #expect(try text(of: space, under: nil) == cells.map { space.encode($0) + "\n" }.joined())
      for kind in space.equivalences {
        var seen: Set<Space.Cell> = []
        let first = cells.filter { seen.insert(space.representative(of: $0, under: kind)).inserted }
        #expect(try text(of: space, under: kind) == first.map { space.encode($0) + "\n" }.joined(), "\(kind)")
        let enumeration = try ClassEnumeration(of: space, under: kind)
        #expect((0..<enumeration.pieceCount).reduce(0) { $0 + enumeration.count(ofPiece: $1) } == seen.count)
      }
    }
    try check(try SearchSpaceRegistry.space(id))
  }

  private func text(of space: any SearchSpace, under kind: EquivalenceKind?) throws -> String {
    let enumeration = try ClassEnumeration(of: space, under: kind)
    return (0..<enumeration.pieceCount).map { String(decoding: enumeration.lines(ofPiece: $0), as: UTF8.self) }.joined()
  }

  @Test func whatCannotBeListedIsSaidSo() throws {
    let micro = TransNASBench101Micro()
    let unknown = #expect(throws: ClassEnumerationError.self) { try ClassEnumeration(of: micro, under: "similar") }
    #expect(
      unknown?.description == """
        unknown equivalence 'similar' of 'transnas-bench-101-micro'; expected one of 'isomorphic', 'same-network'
        """)
    let unnamed = #expect(throws: ClassEnumerationError.self) { try ClassEnumeration(of: micro, hashes: true) }
    #expect(
      unnamed?.description == """
        'transnas-bench-101-micro' has no published hashes; expected a space with the equivalence 'published'
        """)
    let tooLarge = ClassEnumerationError.tooLarge("darts", size: "10000000000000000000")
    #expect(
      tooLarge.description == """
        cannot enumerate 'darts': it has 10000000000000000000 architectures; expected a smaller space, or a sample
        """)
  }
}
