/// The four words that MD5 carries from block to block (RFC 1321, section 3.3), of one message or of several at once.
struct MD5State<Word: MD5Word>: Sendable {
  var a = Word(every: 0x6745_2301)
  var b = Word(every: 0xEFCD_AB89)
  var c = Word(every: 0x98BA_DCFE)
  var d = Word(every: 0x1032_5476)

  /// Takes in one block of sixteen little-endian words (RFC 1321, section 3.4).
  @inline(__always) mutating func add(_ m: borrowing InlineArray<16, Word>) {
    var (a, b, c, d) = (self.a, self.b, self.c, self.d)
    Self.first(&a, b, c, d, m[0], 7, 0xD76A_A478)
    Self.first(&d, a, b, c, m[1], 12, 0xE8C7_B756)
    Self.first(&c, d, a, b, m[2], 17, 0x2420_70DB)
    Self.first(&b, c, d, a, m[3], 22, 0xC1BD_CEEE)
    Self.first(&a, b, c, d, m[4], 7, 0xF57C_0FAF)
    Self.first(&d, a, b, c, m[5], 12, 0x4787_C62A)
    Self.first(&c, d, a, b, m[6], 17, 0xA830_4613)
    Self.first(&b, c, d, a, m[7], 22, 0xFD46_9501)
    Self.first(&a, b, c, d, m[8], 7, 0x6980_98D8)
    Self.first(&d, a, b, c, m[9], 12, 0x8B44_F7AF)
    Self.first(&c, d, a, b, m[10], 17, 0xFFFF_5BB1)
    Self.first(&b, c, d, a, m[11], 22, 0x895C_D7BE)
    Self.first(&a, b, c, d, m[12], 7, 0x6B90_1122)
    Self.first(&d, a, b, c, m[13], 12, 0xFD98_7193)
    Self.first(&c, d, a, b, m[14], 17, 0xA679_438E)
    Self.first(&b, c, d, a, m[15], 22, 0x49B4_0821)
    Self.second(&a, b, c, d, m[1], 5, 0xF61E_2562)
    Self.second(&d, a, b, c, m[6], 9, 0xC040_B340)
    Self.second(&c, d, a, b, m[11], 14, 0x265E_5A51)
    Self.second(&b, c, d, a, m[0], 20, 0xE9B6_C7AA)
    Self.second(&a, b, c, d, m[5], 5, 0xD62F_105D)
    Self.second(&d, a, b, c, m[10], 9, 0x0244_1453)
    Self.second(&c, d, a, b, m[15], 14, 0xD8A1_E681)
    Self.second(&b, c, d, a, m[4], 20, 0xE7D3_FBC8)
    Self.second(&a, b, c, d, m[9], 5, 0x21E1_CDE6)
    Self.second(&d, a, b, c, m[14], 9, 0xC337_07D6)
    Self.second(&c, d, a, b, m[3], 14, 0xF4D5_0D87)
    Self.second(&b, c, d, a, m[8], 20, 0x455A_14ED)
    Self.second(&a, b, c, d, m[13], 5, 0xA9E3_E905)
    Self.second(&d, a, b, c, m[2], 9, 0xFCEF_A3F8)
    Self.second(&c, d, a, b, m[7], 14, 0x676F_02D9)
    Self.second(&b, c, d, a, m[12], 20, 0x8D2A_4C8A)
    Self.third(&a, b, c, d, m[5], 4, 0xFFFA_3942)
    Self.third(&d, a, b, c, m[8], 11, 0x8771_F681)
    Self.third(&c, d, a, b, m[11], 16, 0x6D9D_6122)
    Self.third(&b, c, d, a, m[14], 23, 0xFDE5_380C)
    Self.third(&a, b, c, d, m[1], 4, 0xA4BE_EA44)
    Self.third(&d, a, b, c, m[4], 11, 0x4BDE_CFA9)
    Self.third(&c, d, a, b, m[7], 16, 0xF6BB_4B60)
    Self.third(&b, c, d, a, m[10], 23, 0xBEBF_BC70)
    Self.third(&a, b, c, d, m[13], 4, 0x289B_7EC6)
    Self.third(&d, a, b, c, m[0], 11, 0xEAA1_27FA)
    Self.third(&c, d, a, b, m[3], 16, 0xD4EF_3085)
    Self.third(&b, c, d, a, m[6], 23, 0x0488_1D05)
    Self.third(&a, b, c, d, m[9], 4, 0xD9D4_D039)
    Self.third(&d, a, b, c, m[12], 11, 0xE6DB_99E5)
    Self.third(&c, d, a, b, m[15], 16, 0x1FA2_7CF8)
    Self.third(&b, c, d, a, m[2], 23, 0xC4AC_5665)
    Self.fourth(&a, b, c, d, m[0], 6, 0xF429_2244)
    Self.fourth(&d, a, b, c, m[7], 10, 0x432A_FF97)
    Self.fourth(&c, d, a, b, m[14], 15, 0xAB94_23A7)
    Self.fourth(&b, c, d, a, m[5], 21, 0xFC93_A039)
    Self.fourth(&a, b, c, d, m[12], 6, 0x655B_59C3)
    Self.fourth(&d, a, b, c, m[3], 10, 0x8F0C_CC92)
    Self.fourth(&c, d, a, b, m[10], 15, 0xFFEF_F47D)
    Self.fourth(&b, c, d, a, m[1], 21, 0x8584_5DD1)
    Self.fourth(&a, b, c, d, m[8], 6, 0x6FA8_7E4F)
    Self.fourth(&d, a, b, c, m[15], 10, 0xFE2C_E6E0)
    Self.fourth(&c, d, a, b, m[6], 15, 0xA301_4314)
    Self.fourth(&b, c, d, a, m[13], 21, 0x4E08_11A1)
    Self.fourth(&a, b, c, d, m[4], 6, 0xF753_7E82)
    Self.fourth(&d, a, b, c, m[11], 10, 0xBD3A_F235)
    Self.fourth(&c, d, a, b, m[2], 15, 0x2AD7_D2BB)
    Self.fourth(&b, c, d, a, m[9], 21, 0xEB86_D391)
    self.a = self.a.sum(a)
    self.b = self.b.sum(b)
    self.c = self.c.sum(c)
    self.d = self.d.sum(d)
  }

  // The function of each round, written so that as little as possible waits for `b`, which the step before has made.

  @inline(__always) private static func first(
    _ a: inout Word, _ b: Word, _ c: Word, _ d: Word, _ m: Word, _ shift: UInt32, _ constant: UInt32
  ) {
    finish(&a, b, d.exclusiveOr(b.and(c.exclusiveOr(d))), m, shift, constant)
  }

  @inline(__always) private static func second(
    _ a: inout Word, _ b: Word, _ c: Word, _ d: Word, _ m: Word, _ shift: UInt32, _ constant: UInt32
  ) {
    a = a.sum(c.and(d.complement))
    finish(&a, b, b.and(d), m, shift, constant)
  }

  @inline(__always) private static func third(
    _ a: inout Word, _ b: Word, _ c: Word, _ d: Word, _ m: Word, _ shift: UInt32, _ constant: UInt32
  ) {
    finish(&a, b, c.exclusiveOr(d).exclusiveOr(b), m, shift, constant)
  }

  @inline(__always) private static func fourth(
    _ a: inout Word, _ b: Word, _ c: Word, _ d: Word, _ m: Word, _ shift: UInt32, _ constant: UInt32
  ) {
    finish(&a, b, c.exclusiveOr(b.or(d.complement)), m, shift, constant)
  }

  @inline(__always) private static func finish(
    _ a: inout Word, _ b: Word, _ mixed: Word, _ m: Word, _ shift: UInt32, _ constant: UInt32
  ) {
    a = a.sum(m).sum(Word(every: constant)).sum(mixed).rotated(by: shift).sum(b)
  }
}
