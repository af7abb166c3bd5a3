import ArgumentParser
import Bindings
import Bytes
import Core
import Foundation
import SearchSpaces

extension Space {
  /// `cellar space enumerate`
  struct Enumerate: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print every architecture of a search space, every class, or a sample.",
      discussion: """
        One encoding a line, in bytewise order of encodings; with --classes the smallest encoding of each class, in the \
        same order; with --hashes after the published name of its class and a tab. Samples are uniform over the space, \
        and the same for the same seed on every machine.

        Examples:
          cellar space enumerate nas-bench-201 --classes isomorphic --count
          cellar space enumerate darts --sample 3 --seed 7
        """)

    @Argument(help: "The id of the search space (see 'cellar space list').")
    var space: String

    @Option(
      help: ArgumentHelp(
        "One line for each class: 'isomorphic', 'same-network' or 'published', as far as the space defines it.",
        valueName: "kind"))
    var classes: String?

    @Flag(help: "Print the number of lines instead; of the whole space, however large it is.")
    var count = false

    @Flag(help: "Begin each line with the published name of the class, such as the hash of NAS-Bench-101.")
    var hashes = false

    @Option(
      help: ArgumentHelp("Only cells of at most this many vertices, 2 to 7; of nas-bench-101.", valueName: "n"))
    var vertices: Int?

    @Option(help: ArgumentHelp("Draw this many architectures instead, with replacement.", valueName: "n"))
    var sample: Int?

    @Option(help: ArgumentHelp("The seed of the sample, 0 to 2^64 - 1 (default: 0).", valueName: "k"))
    var seed: UInt64?

    @OptionGroup var jobs: JobsOption

    func validate() throws {
      if let sample, sample < 0 { throw ValidationError("'--sample' is \(sample); expected 0 or more.") }
      if sample != nil, classes != nil || count {
        throw ValidationError("'--sample' draws architectures; it goes with neither '--classes' nor '--count'.")
      }
      if seed != nil, sample == nil { throw ValidationError("'--seed' needs '--sample'.") }
      if let vertices, space != "nas-bench-101" || !(2...7).contains(vertices) {
        throw ValidationError("'--vertices' is \(vertices); expected 2 to 7, and the space 'nas-bench-101'.")
      }
    }

    func run() throws {
      let console = Console()
      let space =
        try vertices.map { NASBench101(limits: NASBench101Limits(vertices: $0)) } ?? SpaceChoice.find(space, console)
      do {
        if let sample {
          try printSample(of: space, sample, console)
        } else if count, classes == nil {
          try console.print("\(space.size)\n")
        } else {
          try enumerate(space, console)
        }
      } catch let error as ClassEnumerationError {
        console.printError("cellar: error: \(Self.message(error))")
        throw ExitCode.usage
      }
    }

    private func enumerate(_ space: any SearchSpace, _ console: Console) throws {
      let enumeration = try ClassEnumeration(
        of: space, under: classes.map { EquivalenceKind($0) }, hashes: hashes && !count)
      let workers = jobs.count
      if count {
        var total = 0
        OrderedWork.run(
          count: enumeration.pieceCount, workers: workers, into: &total, scratch: { 0 },
          produce: { index, _ in enumeration.count(ofPiece: index) }, consume: { $1 += $0 })
        try console.print("\(total)\n")
      } else {
        var output = console
        try OrderedWork.run(
          count: enumeration.pieceCount, workers: workers, into: &output, scratch: { 0 },
          produce: { (index, _) throws(ExitCode) in enumeration.lines(ofPiece: index) },
          consume: { (lines, output: inout Console) throws(ExitCode) in try output.print(lines) })
      }
    }

    private func printSample(
      of space: some SearchSpace, _ sample: Int, _ console: Console
    ) throws {
      if hashes, !space.equivalences.contains(.published) { throw ClassEnumerationError.noPublishedNames(space.id) }
      var generator = SeededGenerator(seed: seed ?? 0)
      var output = OutputBytes()
      for _ in 0..<sample {
        let cell = space.sample(using: &generator)
        if hashes {
          output.append(string: String(space.classID(of: cell, under: .published).dropFirst("published:".count)))
          output.append(UInt8(ascii: "\t"))
        }
        output.append(string: space.encode(cell))
        output.append(UInt8(ascii: "\n"))
        guard output.count > 1 << 16 else { continue }
        try console.print(output.array)
        output.removeAll()
      }
      try console.print(output.array)
    }

    private static func message(_ error: ClassEnumerationError) -> String {
      guard case .tooLarge(let space, let size) = error else { return "\(error)" }
      return "cannot enumerate '\(space)': it has \(size) architectures; draw some with '--sample N --seed K'"
    }
  }
}
