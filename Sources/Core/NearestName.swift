/// The known name that a misspelt one was most likely meant to be.
public enum NearestName {
  /// The name with the smallest edit distance, if at most a third of the letters differ (at least two); ties go to the
  /// earlier name.
  /// - Complexity: O(names · length²).
  public static func of(_ text: String, among names: [String]) -> String? {
    let limit = max(2, text.count / 3)
    var best: (name: String, distance: Int)?
    for name in names {
      let distance = distance(Array(text.lowercased().utf8.prefix(128)), Array(name.lowercased().utf8.prefix(128)))
      if distance <= limit, distance < (best?.distance ?? .max) { best = (name, distance) }
    }
    return best?.name
  }

  /// Levenshtein distance.
  static func distance(_ first: [UInt8], _ second: [UInt8]) -> Int {
    var row = Array(0...second.count)
    for (index, byte) in first.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for (place, other) in second.enumerated() {
        let substituted = diagonal + (byte == other ? 0 : 1)
        diagonal = row[place + 1]
        row[place + 1] = min(substituted, row[place] + 1, row[place + 1] + 1)
      }
    }
    return row[second.count]
  }
}
