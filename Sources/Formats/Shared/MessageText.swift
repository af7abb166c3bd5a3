/// Texts of files in messages.
enum MessageText {
  /// A text of a file made fit for a message: cut at 120 characters, nothing in it that a terminal obeys.
  static func shown(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars.prefix(120) {
      if scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.properties.generalCategory == .format {
        result += "\\u{\(String(scalar.value, radix: 16))}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return text.unicodeScalars.count > 120 ? result + "…" : result
  }
}
