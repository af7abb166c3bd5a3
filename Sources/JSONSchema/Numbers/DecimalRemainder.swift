/// What is left of a number, read digit by digit, when it is divided by a modulus.
struct DecimalRemainder {
  /// Limbs of 32 bits, the lowest first; both arrays have the same length, with room for ten times the modulus.
  private let modulus: [UInt32]
  private var value: [UInt32]

  /// - `modulus`: Its decimal digits, of which at least one is not 0.
  init(modulus digits: [UInt8]) {
    var limbs: [UInt32] = []
    for digit in digits {
      var carry = UInt64(digit)
      for index in limbs.indices {
        carry += UInt64(limbs[index]) * 10
        limbs[index] = UInt32(truncatingIfNeeded: carry)
        carry >>= 32
      }
      if carry > 0 { limbs.append(UInt32(carry)) }
    }
    limbs.append(0)
    modulus = limbs
    value = Array(repeating: 0, count: limbs.count)
  }

  var isZero: Bool { value.allSatisfy { $0 == 0 } }

  mutating func append(_ digit: UInt8) {
    var carry = UInt64(digit)
    for index in value.indices {
      carry += UInt64(value[index]) * 10
      value[index] = UInt32(truncatingIfNeeded: carry)
      carry >>= 32
    }
    while !isSmaller { subtract() }
  }

  private var isSmaller: Bool {
    for index in value.indices.reversed() where value[index] != modulus[index] { return value[index] < modulus[index] }
    return false
  }

  private mutating func subtract() {
    var borrow: Int64 = 0
    for index in value.indices {
      let difference = Int64(value[index]) - Int64(modulus[index]) + borrow
      value[index] = UInt32(truncatingIfNeeded: difference)
      borrow = difference < 0 ? -1 : 0
    }
  }
}
