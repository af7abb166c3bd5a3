/// A piece of a page. Literals are markup; every text that is put into one is escaped, so that nothing in a release can
/// become markup.
struct HTML: ExpressibleByStringInterpolation, Sendable {
  private(set) var text: String

  init(stringLiteral value: String) { text = value }
  init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

  static func + (left: HTML, right: HTML) -> HTML {
    var both = left
    both += right
    return both
  }

  static func += (left: inout HTML, right: HTML) { left.text += right.text }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate(set) var text = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + interpolationCount * 8)
    }

    mutating func appendLiteral(_ literal: String) { text += literal }
    mutating func appendInterpolation(_ string: String) { HTML.escape(string, into: &text) }
    mutating func appendInterpolation(_ number: Int) { text += "\(number)" }
    mutating func appendInterpolation(_ html: HTML) { text += html.text }
    /// A coordinate, to a tenth of a pixel.
    mutating func appendInterpolation(px value: Double) { text += Numeral.coordinate(value) }
    /// Markup that another part of Cellar has made and escaped.
    mutating func appendInterpolation(markup: String) { text += markup }
  }

  /// Control characters and those that turn the direction of text are shown, not obeyed.
  private static func escape(_ string: String, into text: inout String) {
    for scalar in string.unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "'": text += "&#39;"
      case "\n", "\t": text.unicodeScalars.append(scalar)
      case "\u{0}"..<"\u{20}", "\u{7F}"..<"\u{A0}", "\u{200E}", "\u{200F}", "\u{2028}"..."\u{202E}",
        "\u{2066}"..."\u{2069}":
        let digits = String(scalar.value, radix: 16, uppercase: true)
        text += "[U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "]"
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}
