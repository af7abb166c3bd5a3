/// The classes that the rule for right-to-left labels (RFC 5893, section 2) tells apart, by block and general category.
enum BidirectionalClass {
  case left, right, europeanDigit, arabicDigit, mark, other

  init(of value: UInt32) {
    let category = Unicode.Scalar(value)?.properties.generalCategory
    switch value {
    case 0x30...0x39, 0x6F0...0x6F9: self = .europeanDigit
    case 0x660...0x669: self = .arabicDigit
    case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFE, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
      self = category == .nonspacingMark || category == .enclosingMark ? .mark : .right
    default:
      switch category {
      case .nonspacingMark, .enclosingMark: self = .mark
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .spacingMark,
        .decimalNumber, .letterNumber:
        self = .left
      default: self = .other
      }
    }
  }

  var isRightToLeft: Bool { self == .right || self == .arabicDigit }

  /// Whether a label may stand in a name with right-to-left characters.
  static func isValid(_ label: [UInt32]) -> Bool {
    let classes = label.map(BidirectionalClass.init)
    guard let last = classes.last(where: { $0 != .mark }) else { return false }
    switch classes.first {
    case .right:
      return !classes.contains(.left) && (last == .right || last == .europeanDigit || last == .arabicDigit)
        && !(classes.contains(.europeanDigit) && classes.contains(.arabicDigit))
    case .left:
      return !classes.contains(.right) && !classes.contains(.arabicDigit) && (last == .left || last == .europeanDigit)
    default: return false
    }
  }
}
