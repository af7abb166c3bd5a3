import ArgumentParser
import Core
import SearchSpaces

extension Space {
  /// `cellar space info`
  struct Info: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Describe a search space: size, notations, classes, tasks, counters.",
      discussion: """
        Example:
          cellar space info nas-bench-201
        """)

    @Argument(help: "The id of the search space (see 'cellar space list').")
    var space: String

    func run() throws {
      let console = Console()
      try console.print(Self.text(of: try SpaceChoice.find(space, console)))
    }

    /// Spaces up to this size have their classes counted.
    private static let largestCounted: UInt64 = 100_000

    static func text(of space: some SearchSpace) -> String {
      var generator = SeededGenerator(seed: 0)
      let first = space.enumerate()?.first { _ in true }
      let example = first ?? space.sample(using: &generator)
      var text = "\(space.id)\n"
      func line(_ name: String, _ value: String) {
        text += "  \(name)\(String(repeating: " ", count: max(1, 12 - name.count)))\(value)\n"
      }
      line("title", space.title)
      line("size", space.size)
      line("notations", space.notations.map(\.rawValue).joined(separator: ", "))
      line("enumerate", first == nil ? "too large; draw with --sample" : "in bytewise order of encodings")
      for kind in space.equivalences { line("classes", kind.rawValue + classCount(of: space, under: kind)) }
      line("example", space.encode(example))
      for notation in space.notations.dropFirst() {
        if let other = space.encode(example, in: notation) { line("", "\(notation): \(other)") }
      }
      let costs = space.costs(of: example)
      for cost in costs { line("costs", "\(CostTable.name(of: cost)) at \(CostTable.shape(of: cost))") }
      for source in space.costSources { line("counter", "\(source.counter): \(source.text)") }
      return text
    }

    private static func classCount(of space: some SearchSpace, under kind: EquivalenceKind) -> String {
      guard let size = UInt64(space.size), size <= largestCounted,
        let enumeration = try? ClassEnumeration(of: space, under: kind)
      else { return "" }
      return " (\((0..<enumeration.pieceCount).reduce(0) { $0 + enumeration.count(ofPiece: $1) }))"
    }
  }
}
