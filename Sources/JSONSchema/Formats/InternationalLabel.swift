/// Which code points a label of an international name may have (RFC 5892), by properties of the standard library.
///
/// It has no table of scripts and joining types; the blocks that the rules need are named here.
enum InternationalLabel {
  static func isAllowed(_ label: [UInt32], at index: Int) -> Bool {
    let value = label[index]
    func before(_ test: (UInt32) -> Bool) -> Bool { index > 0 && test(label[index - 1]) }
    func after(_ test: (UInt32) -> Bool) -> Bool { index + 1 < label.count && test(label[index + 1]) }
    switch value {
    case 0xDF, 0x3C2, 0x6FD, 0x6FE, 0xF0B, 0x3007: return true
    case 0x640, 0x7FA, 0x302E, 0x302F, 0x3031...0x3035, 0x303B: return false
    case 0xB7: return before { $0 == 0x6C } && after { $0 == 0x6C }
    case 0x375: return after(isGreek)
    case 0x5F3, 0x5F4: return before(isHebrew)
    case 0x30FB: return label.contains { $0 != 0x30FB && isJapanese($0) }
    case 0x660...0x669: return !label.contains { (0x6F0...0x6F9).contains($0) }
    case 0x6F0...0x6F9: return !label.contains { (0x660...0x669).contains($0) }
    case 0x200C: return before(isVirama) || joins(label, around: index)
    case 0x200D: return before(isVirama)
    default: return isLetterOrDigit(value)
    }
  }

  private static func isLetterOrDigit(_ value: UInt32) -> Bool {
    if value < 0x80 { return value == 0x2D || UInt8(value).isDigit || (0x61...0x7A).contains(value) }
    switch value {
    // Old Hangul jamo.
    case 0x1100...0x11FF, 0xA960...0xA97C, 0xD7B0...0xD7FB: return false
    default: break
    }
    guard let properties = Unicode.Scalar(value)?.properties, !properties.changesWhenNFKCCaseFolded,
      !properties.isDefaultIgnorableCodePoint, !properties.isNoncharacterCodePoint
    else { return false }
    switch properties.generalCategory {
    case .lowercaseLetter, .uppercaseLetter, .otherLetter, .modifierLetter, .nonspacingMark, .spacingMark,
      .decimalNumber:
      return true
    default: return false
    }
  }

  private static func isGreek(_ value: UInt32) -> Bool {
    (0x370...0x3FF).contains(value) || (0x1F00...0x1FFF).contains(value)
  }

  private static func isHebrew(_ value: UInt32) -> Bool {
    (0x591...0x5F4).contains(value) || (0xFB1D...0xFB4F).contains(value)
  }

  /// Hiragana, Katakana and Han.
  private static func isJapanese(_ value: UInt32) -> Bool {
    switch value {
    case 0x3041...0x3096, 0x309D...0x309F, 0x30A1...0x30FA, 0x30FD...0x30FF, 0x31F0...0x31FF, 0x3005, 0x3007,
      0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF:
      true
    default: false
    }
  }

  private static func isVirama(_ value: UInt32) -> Bool {
    Unicode.Scalar(value)?.properties.canonicalCombiningClass == .virama
  }

  /// Whether letters that join stand on both sides, marks between left out.
  private static func joins(_ label: [UInt32], around index: Int) -> Bool {
    guard let left = label[..<index].last(where: { !isMark($0) }),
      let right = label[(index + 1)...].first(where: { !isMark($0) })
    else { return false }
    return isArabicLetter(left) && !joinsOnlyToTheRight(left) && isArabicLetter(right)
  }

  private static func isMark(_ value: UInt32) -> Bool {
    Unicode.Scalar(value)?.properties.generalCategory == .nonspacingMark
  }

  private static func isArabicLetter(_ value: UInt32) -> Bool {
    switch value {
    case 0x620, 0x622...0x63F, 0x641...0x64A, 0x66E...0x66F, 0x671...0x673, 0x675...0x6D3, 0x6D5, 0x6EE...0x6EF,
      0x6FA...0x6FC, 0x6FF, 0x750...0x77F:
      true
    default: false
    }
  }

  private static func joinsOnlyToTheRight(_ value: UInt32) -> Bool {
    switch value {
    case 0x622...0x625, 0x627, 0x629, 0x62F...0x632, 0x648, 0x671...0x673, 0x675...0x677, 0x688...0x699, 0x6C0,
      0x6C3...0x6CB, 0x6CD, 0x6CF, 0x6D2...0x6D3, 0x6D5, 0x6EE...0x6EF, 0x759...0x75B, 0x76B...0x76C, 0x771,
      0x773...0x774, 0x778...0x779:
      true
    default: false
    }
  }
}
