/// Names of hosts: RFC 1123, and RFC 5890 to 5893 for those beyond ASCII.
enum HostName {
  /// Only ASCII; labels that begin with `xn--` must stand for ones beyond it.
  static func isHostName(_ text: ArraySlice<UInt8>) -> Bool {
    guard !text.isEmpty, text.count <= 253, text.allSatisfy({ $0 < 0x80 }) else { return false }
    return isMadeOfLabels(
      text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map { label in
        label.map { UInt32($0) }
      })
  }

  static func isInternational(_ text: ArraySlice<UInt8>) -> Bool {
    // A name of 253 bytes in ASCII has no more code points than that.
    guard !text.isEmpty, text.count <= 253 * 4 else { return false }
    let scalars = String(decoding: text, as: UTF8.self).unicodeScalars.map(\.value)
    return isMadeOfLabels(
      scalars.split(omittingEmptySubsequences: false) { [0x2E, 0x3002, 0xFF0E, 0xFF61].contains($0) }.map { Array($0) })
  }

  private static func isMadeOfLabels(_ labels: [[UInt32]]) -> Bool {
    var shown: [[UInt32]] = []
    var length = labels.count - 1
    for label in labels {
      guard let (unicode, ascii) = forms(of: label) else { return false }
      shown.append(unicode)
      length += ascii
    }
    guard length <= 253 else { return false }
    let isBidirectional = shown.contains { $0.contains { BidirectionalClass(of: $0).isRightToLeft } }
    return !isBidirectional || shown.allSatisfy(BidirectionalClass.isValid)
  }

  /// A label as it is shown, and its length in ASCII; nil for one that is none.
  private static func forms(of label: [UInt32]) -> (unicode: [UInt32], ascii: Int)? {
    guard !label.isEmpty, label.first != 0x2D, label.last != 0x2D || isEncoded(label) else { return nil }
    if label.contains(where: { $0 >= 0x80 }) {
      guard isUnicodeLabel(label), let encoded = Punycode.encoded(label), encoded.count <= 59 else { return nil }
      return (label, encoded.count + 4)
    }
    guard label.count <= 63,
      label.allSatisfy({ UInt8(exactly: $0).map { $0.isLetter || $0.isDigit || $0 == 0x2D } ?? false })
    else { return nil }
    guard isEncoded(label) else {
      return label.count >= 4 && label[2] == 0x2D && label[3] == 0x2D ? nil : (label, label.count)
    }
    let code = label.dropFirst(4).map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    guard let decoded = Punycode.decoded(code), decoded.contains(where: { $0 >= 0x80 }), isUnicodeLabel(decoded),
      Punycode.encoded(decoded) == code
    else { return nil }
    return (decoded, label.count)
  }

  private static func isEncoded(_ label: [UInt32]) -> Bool {
    label.count >= 4 && label[0] | 0x20 == 0x78 && label[1] | 0x20 == 0x6E && label[2] == 0x2D && label[3] == 0x2D
  }

  private static func isUnicodeLabel(_ label: [UInt32]) -> Bool {
    guard label.first != 0x2D, label.last != 0x2D, label.count < 4 || label[2] != 0x2D || label[3] != 0x2D,
      let first = label.first.flatMap(Unicode.Scalar.init)
    else { return false }
    switch first.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: return false
    default: break
    }
    return label.indices.allSatisfy { InternationalLabel.isAllowed(label, at: $0) }
  }
}
