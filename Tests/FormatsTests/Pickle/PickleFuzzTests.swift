import Bytes
import Core
import Formats
import Foundation
import TestSupport
import Testing

/// Damaged files end in a typed error or in values that can be walked; never in a trap. `CELLAR_FUZZ_SECONDS` sets how
/// long the mutations go on, `CELLAR_FUZZ_SEED` where they start.
@Suite struct PickleFuzzTests {
  /// Small pickles and archives of all shapes, shared data with them where there is some.
  private static let corpus: [[UInt8]] = {
    var corpus = PickleOpcodeTests.cases.map(\.bytes)
    corpus += [PickleSample.written(.two), PickleSample.written(.four)]
    let directory = TemporaryDirectory()
    try? PickleSample.writeArchive(to: directory.path("release.pth"))
    for path in [directory.path("release.pth")] + sharedPaths {
      if let data = FileManager.default.contents(atPath: path), data.count < 1 << 20 { corpus.append([UInt8](data)) }
    }
    return corpus
  }()

  private static let sharedPaths: [String] = {
    guard let root = sharedDirectory?.appending(path: "data").path(percentEncoded: false) else { return [] }
    var paths: [String] = []
    for folder in ["pickles-hostile", "nas-bench-201-checkpoints/legacy", "transnas-pth"] {
      let names = FileManager.default.enumerator(atPath: "\(root)/\(folder)")?.compactMap { $0 as? String } ?? []
      paths += names.filter { $0.hasSuffix(".pkl") || $0.hasSuffix(".pth") }.sorted().map { "\(root)/\(folder)/\($0)" }
    }
    return paths
  }()

  @Test func aPickleCutAnywhereIsATypedError() throws {
    let whole = Array(PickleSample.written(.four).prefix(3000))
    for count in 0..<whole.count {
      let error = #expect(throws: PickleError.self) { try PickleDocument(Array(whole.prefix(count))) }
      #expect((error?.offset ?? -1) >= 0 && (error?.offset ?? .max) <= count)
    }
  }

  @Test func anArchiveCutAnywhereIsATypedError() throws {
    let directory = TemporaryDirectory()
    var writer = try TorchArchiveWriter(creating: directory.path("small.pth"))
    writer.pickle.doubles([1, 2, 3])
    let size = try writer.finish()
    let bytes = [UInt8](try #require(FileManager.default.contents(atPath: directory.path("small.pth"))))
    #expect(bytes.count == size)
    #expect(try dump(bytes) == "[d3ff0000000000000,d4000000000000000,d4008000000000000,]")
    for count in 0..<bytes.count {
      #expect(throws: PickleError.self) { try PickleDocument(Array(bytes.prefix(count))) }
    }
  }

  @Test func mutationsNeverTrap() {
    let environment = ProcessInfo.processInfo.environment
    let seconds = Double(environment["CELLAR_FUZZ_SECONDS"] ?? "") ?? 3
    let seed = UInt64(environment["CELLAR_FUZZ_SEED"] ?? "") ?? 20_261_123
    var generator = SeededGenerator(seed: seed)
    let end = ContinuousClock.now + .seconds(seconds)
    var (runs, accepted) = (0, 0)
    var slowest = Duration.zero
    while ContinuousClock.now < end {
      var bytes = Self.corpus.randomElement(using: &generator) ?? []
      for _ in 0..<([1, 1, 1, 2, 5, 12].randomElement(using: &generator) ?? 1) { mutate(&bytes, &generator) }
      let inert = Bool.random(using: &generator)
      let time = processorTime {
        if let document = try? PickleDocument(bytes, options: PickleOptions(inert: inert)) {
          accepted += 1
          var budget = 10_000
          visit(document.root, document, &budget)
          _ = document.expandedCount(of: document.root)
        }
        _ = bytes.withBytes { PickleInspection(scanning: $0) }.problem?.description
      }
      slowest = max(slowest, time)
      runs += 1
    }
    print("seed \(seed): \(runs) mutations, \(accepted) accepted, the slowest took \(slowest)")
    #expect(runs > 100)
    #expect(accepted > 0)
    #expect(slowest < .seconds(5))
  }

  private func mutate(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
    guard !bytes.isEmpty else { return }
    let index = Int.random(in: bytes.indices, using: &generator)
    let end = min(bytes.count, index + Int.random(in: 1...64, using: &generator))
    let opcode = PickleOpcode.allCases.randomElement(using: &generator)?.rawValue ?? 0
    switch Int.random(in: 0..<8, using: &generator) {
    case 0: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    case 1: bytes[index] = [0, 255, 127, 128, 0x28, 0x2E, 0x52, 0x93].randomElement(using: &generator) ?? 0
    case 2: bytes.removeLast(bytes.count - index)
    case 3:
      let words: [UInt64] = [1 << 63, 1 << 62, 0xFFFF_FFFF, 1 << 31, 0, .max]
      let word = words.randomElement(using: &generator) ?? 0
      for place in index..<min(index + 8, bytes.count) {
        bytes[place] = UInt8(truncatingIfNeeded: word >> UInt64(8 * (place - index)))
      }
    case 4: bytes.insert(contentsOf: Array(bytes[index..<end]), at: index)
    case 5: bytes.removeSubrange(index..<end)
    case 6: bytes.insert(opcode, at: index)
    default: bytes[index] = opcode
    }
  }

  /// Asks everything of a value and of what is in it.
  private func visit(_ value: PickleValue, _ document: PickleDocument, _ budget: inout Int) {
    budget -= 1
    guard budget > 0 else { return }
    _ = (document.kind(of: value), document.double(value), document.digits(value), document.string(value))
    _ = (document.bytes(value), document.offset(of: value), document.tensor(value), document.storage(value))
    _ = (document.globalName(value), document.value("a", in: value), document.doubles(of: value))
    var doubles: [Double] = []
    _ = document.copyDoubles(of: value, into: &doubles)
    for element in document.elements(of: value) { visit(element, document, &budget) }
    for member in document.members(of: value) {
      visit(member.key, document, &budget)
      visit(member.value, document, &budget)
    }
    if let object = document.object(value) {
      for part in [object.arguments, object.state, object.content] { visit(part, document, &budget) }
    }
  }
}
