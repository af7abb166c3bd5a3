/// The properties behind `\p{…}`, from the tables of the standard library.
enum UnicodeProperty {
  /// The general category of every code point, as runs: the first code point of each, ascending.
  private static let categoryRuns: [(start: UInt32, category: Unicode.GeneralCategory)] = {
    var runs: [(start: UInt32, category: Unicode.GeneralCategory)] = []
    forEachCodePoint { codePoint in
      let category = category(of: codePoint)
      if runs.last?.category != category { runs.append((codePoint, category)) }
    }
    return runs
  }()

  /// Every code point but those in the middle of planes that hold nothing, or private use alone.
  private static func forEachCodePoint(_ body: (UInt32) -> Void) {
    for codePoint in 0...UInt32(0x3FFFF) { body(codePoint) }
    for plane in 4...UInt32(16) {
      let start = plane << 16
      if plane == 14 {
        for codePoint in start...start + 0x1000 { body(codePoint) }
      } else {
        body(start)
      }
      for codePoint in start + 0xFFFD...start + 0xFFFF { body(codePoint) }
    }
  }

  private static func category(of codePoint: UInt32) -> Unicode.GeneralCategory {
    Unicode.Scalar(codePoint)?.properties.generalCategory ?? .surrogate
  }

  private static func set(_ categories: [Unicode.GeneralCategory]) -> CodePointSet {
    var ranges: [ClosedRange<UInt32>] = []
    let runs = categoryRuns
    for index in runs.indices where categories.contains(runs[index].category) {
      let end = index + 1 < runs.count ? runs[index + 1].start - 1 : CodePointSet.limit
      ranges.append(runs[index].start...end)
    }
    return CodePointSet(ranges)
  }

  private static func set(where predicate: (Unicode.Scalar.Properties) -> Bool) -> CodePointSet {
    var ranges: [ClosedRange<UInt32>] = []
    forEachCodePoint { codePoint in
      guard let scalar = Unicode.Scalar(codePoint), predicate(scalar.properties) else { return }
      if let last = ranges.last, last.upperBound + 1 == codePoint {
        ranges[ranges.count - 1] = last.lowerBound...codePoint
      } else {
        ranges.append(codePoint...codePoint)
      }
    }
    return CodePointSet(ranges)
  }

  /// The code points with a property by its name in `\p{…}`; nil for a name that is not known here, such as a script's.
  static func codePoints(_ name: String) -> CodePointSet? {
    var name = name[...]
    for prefix in ["General_Category=", "gc="] where name.hasPrefix(prefix) { name = name.dropFirst(prefix.count) }
    if let categories = categories[String(name)] { return set(categories) }
    switch name {
    case "Any": return .all
    case "ASCII": return CodePointSet(0...0x7F)
    case "Assigned": return set([.unassigned]).complement
    case "Alphabetic", "Alpha": return alphabetic
    case "Lowercase", "Lower": return lowercase
    case "Uppercase", "Upper": return uppercase
    case "White_Space", "space": return whitespace
    case "ID_Start", "IDS": return idStart
    case "ID_Continue", "IDC": return idContinue
    case "XID_Start", "XIDS": return xidStart
    case "XID_Continue", "XIDC": return xidContinue
    case "Emoji": return emoji
    case "Hex_Digit", "Hex": return hexDigit
    case "ASCII_Hex_Digit", "AHex": return asciiHexDigit
    default: return nil
    }
  }

  // Each is made once, when it is first asked for.
  private static let alphabetic = set { $0.isAlphabetic }
  private static let lowercase = set { $0.isLowercase }
  private static let uppercase = set { $0.isUppercase }
  private static let whitespace = set { $0.isWhitespace }
  private static let idStart = set { $0.isIDStart }
  private static let idContinue = set { $0.isIDContinue }
  private static let xidStart = set { $0.isXIDStart }
  private static let xidContinue = set { $0.isXIDContinue }
  private static let emoji = set { $0.isEmoji }
  private static let hexDigit = set { $0.isHexDigit }
  private static let asciiHexDigit = set { $0.isASCIIHexDigit }

  private static let letters: [Unicode.GeneralCategory] = [
    .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
  ]
  private static let punctuation: [Unicode.GeneralCategory] = [
    .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
    .finalPunctuation, .otherPunctuation,
  ]

  private static let categories: [String: [Unicode.GeneralCategory]] = {
    var result: [String: [Unicode.GeneralCategory]] = [:]
    let names: [([String], [Unicode.GeneralCategory])] = [
      (["L", "Letter"], letters), (["Lu", "Uppercase_Letter"], [.uppercaseLetter]),
      (["Ll", "Lowercase_Letter"], [.lowercaseLetter]), (["Lt", "Titlecase_Letter"], [.titlecaseLetter]),
      (["LC", "Cased_Letter"], [.uppercaseLetter, .lowercaseLetter, .titlecaseLetter]),
      (["Lm", "Modifier_Letter"], [.modifierLetter]), (["Lo", "Other_Letter"], [.otherLetter]),
      (["M", "Mark", "Combining_Mark"], [.nonspacingMark, .spacingMark, .enclosingMark]),
      (["Mn", "Nonspacing_Mark"], [.nonspacingMark]), (["Mc", "Spacing_Mark"], [.spacingMark]),
      (["Me", "Enclosing_Mark"], [.enclosingMark]), (["N", "Number"], [.decimalNumber, .letterNumber, .otherNumber]),
      (["Nd", "Decimal_Number", "digit"], [.decimalNumber]), (["Nl", "Letter_Number"], [.letterNumber]),
      (["No", "Other_Number"], [.otherNumber]), (["P", "Punctuation", "punct"], punctuation),
      (["Pc", "Connector_Punctuation"], [.connectorPunctuation]), (["Pd", "Dash_Punctuation"], [.dashPunctuation]),
      (["Ps", "Open_Punctuation"], [.openPunctuation]), (["Pe", "Close_Punctuation"], [.closePunctuation]),
      (["Pi", "Initial_Punctuation"], [.initialPunctuation]), (["Pf", "Final_Punctuation"], [.finalPunctuation]),
      (["Po", "Other_Punctuation"], [.otherPunctuation]),
      (["S", "Symbol"], [.mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol]),
      (["Sm", "Math_Symbol"], [.mathSymbol]), (["Sc", "Currency_Symbol"], [.currencySymbol]),
      (["Sk", "Modifier_Symbol"], [.modifierSymbol]), (["So", "Other_Symbol"], [.otherSymbol]),
      (["Z", "Separator"], [.spaceSeparator, .lineSeparator, .paragraphSeparator]),
      (["Zs", "Space_Separator"], [.spaceSeparator]), (["Zl", "Line_Separator"], [.lineSeparator]),
      (["Zp", "Paragraph_Separator"], [.paragraphSeparator]),
      (["C", "Other"], [.control, .format, .surrogate, .privateUse, .unassigned]), (["Cc", "Control"], [.control]),
      (["cntrl"], [.control]), (["Cf", "Format"], [.format]), (["Cs", "Surrogate"], [.surrogate]),
      (["Co", "Private_Use"], [.privateUse]), (["Cn", "Unassigned"], [.unassigned]),
    ]
    for (aliases, categories) in names { for alias in aliases { result[alias] = categories } }
    return result
  }()
}
