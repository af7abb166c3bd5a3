import Core
import SearchSpaces
import Testing

@Suite struct SearchSpaceRegistryTests {
  @Test func idsAreDistinctAndSorted() {
    let ids = allSearchSpaces.map(\.id)
    #expect(ids == Set(ids).sorted())
  }

  @Test func everySpaceIsFoundByItsID() throws {
    for space in allSearchSpaces { #expect(try SearchSpaceRegistry.space(space.id).title == space.title) }
  }

  @Test(arguments: [
    ("transnas-bench-101-mikro", "transnas-bench-101-micro"), ("transnas-bench-101-marco", "transnas-bench-101-macro"),
    ("nas-bench-202", "nas-bench-201"), ("ofa-mobilenet3", "ofa-mobilenetv3"), ("pinas", "pi-nas"), ("", "pnas"),
  ])
  func anUnknownIDNamesTheNearest(_ id: String, _ nearest: String) {
    let error = #expect(throws: UnknownSearchSpaceError.self) { try SearchSpaceRegistry.space(SpaceID(id)) }
    #expect(error?.nearest == SpaceID(nearest))
    #expect(
      error?.description == """
        unknown search space '\(id)'; expected one of \
        \(allSearchSpaces.map { "'\($0.id)'" }.joined(separator: ", ")); did you mean '\(nearest)'?
        """)
  }
}
