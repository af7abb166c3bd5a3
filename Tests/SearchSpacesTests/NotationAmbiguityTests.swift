import Core
import SearchSpaces
import Testing

/// A text without the name of its space is read by the space that accepts it, so these must not accept each other's.
@Suite struct NotationAmbiguityTests {
  private static let spaces: [any SearchSpace] = [
    AttentiveNAS(), NASBench201(), NASBenchMacro(), NATSBenchSize(), OFAMobileNetV3(), PiNAS(),
  ]

  @Test(arguments: spaces.indices) func noTextOfOneSpaceIsReadByAnother(_ index: Int) {
    func texts<Space: SearchSpace>(_ space: Space) -> [String] {
      var generator = SeededGenerator(seed: 7)
      return (0..<100).flatMap { _ in
        let cell = space.sample(using: &generator)
        return space.notations.compactMap { space.encode(cell, in: $0) }
      }
    }
    for text in texts(Self.spaces[index]) {
      let readers = allSearchSpaces.filter { (try? $0.describe(text)) != nil }.map(\.id)
      #expect(readers == [Self.spaces[index].id], "\(text)")
    }
  }
}
