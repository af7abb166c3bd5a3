import Core
import Testing

@testable import SearchSpaces

@Suite struct TransNASBench101MacroTests {
  private let space = TransNASBench101Macro()

  @Test func thereAre210And750And2296ArchitecturesByLength() {
    let lengths = TransNASMacroArchitecture.all.map(\.modules.count)
    #expect((4...6).map { length in lengths.count { $0 == length } } == [210, 750, 2296])
  }

  @Test func everyArchitectureIsItsOwnClass() {
    for kind in space.equivalences {
      let representatives = Set(TransNASMacroArchitecture.all.map { space.representative(of: $0, under: kind) })
      #expect(representatives.count == 3256)
    }
  }

  @Test(arguments: [
    (
      "",
      "malformed encoding at byte 0: found an empty text; expected '6' of '64-', as in '64-', 4 to 6 modules 1 to 4, '-basic'"
    ),
    (
      "32-1143-basic",
      "malformed encoding at byte 0: found '3'; expected '6' of '64-', as in '64-', 4 to 6 modules 1 to 4, '-basic'"
    ),
    (
      "64-1143",
      "malformed encoding at byte 7: found the end of the text; expected a module '1' to '4' or '-basic', as in '64-', 4 to 6 modules 1 to 4, '-basic'"
    ),
    (
      "64-1143-basi",
      "malformed encoding at byte 12: found the end of the text; expected 'c' of '-basic', as in '64-', 4 to 6 modules 1 to 4, '-basic'"
    ),
    (
      "64-1143-basic ",
      "malformed encoding at byte 13: found ' '; expected the end of the text, as in '64-', 4 to 6 modules 1 to 4, '-basic'"
    ),
    (
      "64-11é3-basic",
      "malformed encoding at byte 5: found 'é' (U+00E9); expected a module '1' to '4' or '-basic', as in '64-', 4 to 6 modules 1 to 4, '-basic'"
    ),
    (
      "64-1153-basic",
      "unknown symbol at byte 5: found '5'; expected a module: '1' plain, '2' channels doubled, '3' resolution halved, '4' both"
    ),
    ("64-143-basic", "outside the space at byte 6: found 3 modules; expected 4 to 6 modules"),
    ("64-1113114-basic", "outside the space at byte 9: found more than 6 modules; expected 4 to 6 modules"),
    (
      "64-12424-basic",
      "outside the space at byte 7: found 4 modules that double the channels ('2' or '4'); expected 1 to 3 of them"
    ),
    (
      "64-22244-basic",
      "outside the space at byte 6: found 5 modules that double the channels ('2' or '4'); expected 1 to 3 of them"
    ),
    (
      "64-333341-basic",
      "outside the space at byte 7: found 5 modules that halve the resolution ('3' or '4'); expected 1 to 4 of them"
    ),
    (
      "64-1113-basic",
      "outside the space: found 0 modules that double the channels ('2' or '4'); expected 1 to 3 of them"
    ),
    (
      "64-1112-basic",
      "outside the space: found 0 modules that halve the resolution ('3' or '4'); expected 1 to 4 of them"
    ),
    (
      "64-41414-3_33_333",
      "malformed encoding at byte 9: found a micro encoding, '64-41414-3_33_333'; expected a macro encoding, '64-', 4 to 6 modules 1 to 4, '-basic'"
    ),
  ])
  func faultsAreNamedWithTheirPlace(_ text: String, _ message: String) {
    let error = #expect(throws: EncodingError.self) { try space.parse(text) }
    #expect(error?.description == message)
  }
}
