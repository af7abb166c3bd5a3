import Core

extension TransNASMacroArchitecture {
  /// What an encoding looks like, for error messages.
  static let grammar = "'64-', 4 to 6 modules 1 to 4, '-basic'"

  private static let prefix = "64-"
  private static let suffix = "-basic"

  /// The normalized text of the architecture.
  var encoding: String {
    var text = Self.prefix
    for module in modules { text.unicodeScalars.append(UnicodeScalar(UInt8(ascii: "0") + module.rawValue)) }
    return text + Self.suffix
  }

  /// The architecture that `encoding` denotes, with faults named by the grammar and limits of this space alone.
  init(encoding: String) throws(EncodingError) {
    var bytes = encoding.utf8[...]
    var offset = 0
    try Self.skip(Self.prefix, in: encoding, &bytes, &offset)
    var modules = TransNASModules()
    while let byte = bytes.first, byte != UInt8(ascii: "-") {
      modules.append(try Self.module(encoding, byte, index: modules.count, at: offset))
      bytes = bytes.dropFirst()
      offset += 1
    }
    if bytes.isEmpty {
      throw Self.fault(encoding, expected: "a module '1' to '4' or '-basic'", at: offset)
    }
    let end = offset
    try Self.skip(Self.suffix, in: encoding, &bytes, &offset)
    guard bytes.isEmpty else { throw Self.fault(encoding, expected: "the end of the text", at: offset) }
    try Self.checkLimits(modules, end: end)
    guard let architecture = TransNASMacroArchitecture(modules: modules) else { preconditionFailure("limits checked") }
    self = architecture
  }

  /// Steps over `literal`.
  private static func skip(
    _ literal: String, in text: String, _ bytes: inout Substring.UTF8View, _ offset: inout Int
  ) throws(EncodingError) {
    for byte in literal.utf8 {
      guard bytes.first == byte else {
        throw fault(text, expected: "\(EncodingText.quoted(String(UnicodeScalar(byte)))) of '\(literal)'", at: offset)
      }
      bytes = bytes.dropFirst()
      offset += 1
    }
  }

  private static func module(
    _ text: String, _ byte: UInt8, index: Int, at offset: Int
  ) throws(EncodingError) -> TransNASModule {
    guard case UInt8(ascii: "0")...UInt8(ascii: "9") = byte else {
      throw fault(text, expected: "a module '1' to '4' or '-basic'", at: offset)
    }
    guard let module = TransNASModule(rawValue: byte - UInt8(ascii: "0")) else {
      throw EncodingError(
        .unknownSymbol(
          EncodingText.found(in: text, at: offset),
          expected: "a module: '1' plain, '2' channels doubled, '3' resolution halved, '4' both"), at: offset)
    }
    guard index < moduleLimits.upperBound else {
      throw EncodingError(.outsideLimits(found: "more than 6 modules", expected: "4 to 6 modules"), at: offset)
    }
    return module
  }

  /// - Parameter end: the offset behind the last module.
  private static func checkLimits(_ modules: TransNASModules, end: Int) throws(EncodingError) {
    guard modules.count >= moduleLimits.lowerBound else {
      throw EncodingError(.outsideLimits(found: "\(modules.count) modules", expected: "4 to 6 modules"), at: end)
    }
    try check(modules, halvingLimits, "halve the resolution ('3' or '4')") { $0.halvesResolution }
    try check(modules, doublingLimits, "double the channels ('2' or '4')") { $0.doublesChannels }
  }

  /// Blames the first module above a limit; where there are too few, no single one is to blame.
  private static func check(
    _ modules: TransNASModules, _ limits: ClosedRange<Int>, _ what: String, _ matches: (TransNASModule) -> Bool
  ) throws(EncodingError) {
    let positions = modules.indices.filter { matches(modules[$0]) }
    guard !limits.contains(positions.count) else { return }
    let excess = positions.count > limits.upperBound ? positions[limits.upperBound] : nil
    throw EncodingError(
      .outsideLimits(
        found: "\(positions.count) modules that \(what)",
        expected: "\(limits.lowerBound) to \(limits.upperBound) of them"), at: excess.map { prefix.utf8.count + $0 })
  }

  private static func fault(_ text: String, expected: String, at offset: Int) -> EncodingError {
    let found = EncodingText.found(in: text, at: offset)
    return EncodingError(.malformed(found: found, expected: "\(expected), as in \(grammar)"), at: offset)
  }
}
