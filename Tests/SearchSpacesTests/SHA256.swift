/// SHA-256 (FIPS 180-4), to compare with digests that others made.
enum SHA256 {
  static func hexadecimalDigest(of message: [UInt8]) -> String {
    let bitCount = UInt64(message.count) * 8
    var padded = message + [0x80]
    while padded.count % 64 != 56 { padded.append(0) }
    padded += (0..<8).map { UInt8(truncatingIfNeeded: bitCount >> UInt64(56 - 8 * $0)) }
    // Fractions of the square roots of the first eight primes, and of the cube roots of the first 64.
    let primes = (2...311).filter { number in !(2..<number).contains { number.isMultiple(of: $0) } }
    var state = primes.prefix(8).map { fraction(ofRoot: 2, of: $0) }
    let constants = primes.prefix(64).map { fraction(ofRoot: 3, of: $0) }
    for start in stride(from: 0, to: padded.count, by: 64) { add(padded[start..<start + 64], constants, to: &state) }
    return state.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  /// The first 32 bits behind the point of a root.
  private static func fraction(ofRoot degree: Int, of prime: Int) -> UInt32 {
    // The largest r with (r / 2³²) to the power `degree` ≤ prime, found bit by bit.
    var root: UInt128 = 0
    for bit in (0..<37).reversed() {
      let candidate = root | 1 << UInt128(bit)
      let power = (1..<degree).reduce(candidate) { power, _ in power * candidate }
      if power <= UInt128(prime) << UInt128(32 * degree) { root = candidate }
    }
    return UInt32(truncatingIfNeeded: root)
  }

  private static func add(_ block: ArraySlice<UInt8>, _ constants: [UInt32], to state: inout [UInt32]) {
    var words = stride(from: block.startIndex, to: block.endIndex, by: 4).map { index in
      block[index..<index + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    }
    for index in 16..<64 {
      let (early, late) = (words[index - 15], words[index - 2])
      let first = rotated(early, 7) ^ rotated(early, 18) ^ early >> 3
      let second = rotated(late, 17) ^ rotated(late, 19) ^ late >> 10
      words.append(words[index - 16] &+ first &+ words[index - 7] &+ second)
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for index in 0..<64 {
      let choice = (e & f) ^ (~e & g)
      let majority = (a & b) ^ (a & c) ^ (b & c)
      let sum = h &+ (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) &+ choice &+ constants[index] &+ words[index]
      let other = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) &+ majority
      (h, g, f, e, d, c, b, a) = (g, f, e, d &+ sum, c, b, a, sum &+ other)
    }
    for (index, word) in [a, b, c, d, e, f, g, h].enumerated() { state[index] &+= word }
  }

  private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 { word >> count | word << (32 - count) }
}
