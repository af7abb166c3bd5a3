import Core
import Foundation

/// Damage to a file: flipped bits, cuts, repeats, odd lengths.
enum Mutation {
  /// How long to go on where the environment asks for more than the usual number of mutations.
  static let seconds = ProcessInfo.processInfo.environment["CELLAR_FUZZ_SECONDS"].flatMap { Int($0) }

  static func of(_ original: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
    var bytes = original
    for _ in 0..<[1, 1, 1, 2, 5][Int.random(in: 0..<5, using: &generator)] where !bytes.isEmpty {
      let place = Int.random(in: bytes.indices, using: &generator)
      let length = Int.random(in: 1..<64, using: &generator)
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      case 1: bytes[place] = UInt8.random(in: 0...255, using: &generator)
      case 2: if length < 8 { bytes.removeSubrange(place...) }
      case 3:
        let word: UInt64 = [1 << 63, 1 << 62, 1 << 32 - 1, 1 << 31, 0][length % 5]
        for index in 0..<8 where place + index < bytes.count {
          bytes[place + index] = UInt8(truncatingIfNeeded: word >> UInt64(8 * index))
        }
      case 4: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + length)], at: place)
      default: bytes.removeSubrange(place..<min(bytes.count, place + length))
      }
    }
    return bytes
  }

  /// Calls `body` with `count` mutations of `original`, or with as many as `CELLAR_FUZZ_SECONDS` allows.
  static func run(_ original: [UInt8], count: Int, seed: UInt64, _ body: ([UInt8]) throws -> Void) rethrows {
    print("seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    let end = ContinuousClock.now + .seconds(seconds ?? 0)
    var done = 0
    while seconds == nil ? done < count : ContinuousClock.now < end {
      try body(of(original, &generator))
      done += 1
    }
    if seconds != nil { print("\(done) mutations") }
  }
}
