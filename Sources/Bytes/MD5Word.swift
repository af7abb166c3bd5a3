/// What the rounds of MD5 compute on: one word of one message, or one word of each of several messages.
protocol MD5Word: Sendable {
  init(every word: UInt32)
  func sum(_ other: Self) -> Self
  func and(_ other: Self) -> Self
  func or(_ other: Self) -> Self
  func exclusiveOr(_ other: Self) -> Self
  var complement: Self { get }
  /// Rotated to the left, 0 < `count` < 32.
  func rotated(by count: UInt32) -> Self
}

extension UInt32: MD5Word {
  @inline(__always) init(every word: UInt32) { self = word }
  @inline(__always) func sum(_ other: UInt32) -> UInt32 { self &+ other }
  @inline(__always) func and(_ other: UInt32) -> UInt32 { self & other }
  @inline(__always) func or(_ other: UInt32) -> UInt32 { self | other }
  @inline(__always) func exclusiveOr(_ other: UInt32) -> UInt32 { self ^ other }
  @inline(__always) var complement: UInt32 { ~self }
  @inline(__always) func rotated(by count: UInt32) -> UInt32 { self &<< count | self &>> (32 &- count) }
}

extension SIMD8<UInt32>: MD5Word {
  @inline(__always) init(every word: UInt32) { self.init(repeating: word) }
  @inline(__always) func sum(_ other: Self) -> Self { self &+ other }
  @inline(__always) func and(_ other: Self) -> Self { self & other }
  @inline(__always) func or(_ other: Self) -> Self { self | other }
  @inline(__always) func exclusiveOr(_ other: Self) -> Self { self ^ other }
  @inline(__always) var complement: Self { ~self }
  @inline(__always) func rotated(by count: UInt32) -> Self {
    // Shifted as pairs of words, and what crosses over masked out: the plain form, a shift to either side joined by
    // "or", is taken to pieces by the optimizer of Swift 6.3 and rotated lane by lane, five times slower.
    let pairs = unsafe unsafeBitCast(self, to: SIMD4<UInt64>.self)
    let right: UInt64 = (1 &<< UInt64(count) &- 1) &* 0x1_0000_0001
    let rotated = (pairs &<< UInt64(count)) & ~right | (pairs &>> UInt64(32 &- count)) & right
    return unsafe unsafeBitCast(rotated, to: Self.self)
  }
}
