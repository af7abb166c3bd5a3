/// Code points in ASCII (RFC 3492).
enum Punycode {
  private static func adapted(_ delta: Int, _ count: Int, isFirst: Bool) -> Int {
    var delta = isFirst ? delta / 700 : delta / 2
    delta += delta / count
    var bias = 0
    while delta > 455 {
      delta /= 35
      bias += 36
    }
    return bias + 36 * delta / (delta + 38)
  }

  private static func threshold(_ k: Int, _ bias: Int) -> Int { k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias }

  /// The code points that a text in lower case stands for; nil if it is none.
  static func decoded(_ text: [UInt32]) -> [UInt32]? {
    var output: [UInt32] = []
    var index = 0
    if let dash = text.lastIndex(of: 0x2D) {
      output = Array(text[..<dash])
      index = dash + 1
    }
    var codePoint = 128
    var place = 0
    var bias = 72
    while index < text.count {
      let before = place
      var weight = 1
      var k = 36
      while true {
        guard index < text.count else { return nil }
        let digit: Int
        switch text[index] {
        case 0x61...0x7A: digit = Int(text[index] - 0x61)
        case 0x30...0x39: digit = Int(text[index] - 0x30) + 26
        default: return nil
        }
        index += 1
        // Labels have at most 63 characters, so larger numbers stand for nothing.
        guard digit <= (1 << 40) / weight else { return nil }
        place += digit * weight
        let limit = threshold(k, bias)
        if digit < limit { break }
        weight *= 36 - limit
        guard weight < 1 << 40, place < 1 << 41 else { return nil }
        k += 36
      }
      bias = adapted(place - before, output.count + 1, isFirst: before == 0)
      codePoint += place / (output.count + 1)
      place %= output.count + 1
      guard codePoint <= 0x10FFFF, !(0xD800...0xDFFF).contains(codePoint) else { return nil }
      output.insert(UInt32(codePoint), at: place)
      place += 1
    }
    return output
  }

  /// The text that stands for code points; nil beyond 1000 of them.
  static func encoded(_ codePoints: [UInt32]) -> [UInt32]? {
    guard codePoints.count <= 1000 else { return nil }
    var output = codePoints.filter { $0 < 0x80 }
    let basicCount = output.count
    var done = basicCount
    if basicCount > 0 { output.append(0x2D) }
    var current = 128
    var delta = 0
    var bias = 72
    while done < codePoints.count {
      guard let next = codePoints.lazy.map({ Int($0) }).filter({ $0 >= current }).min() else { return nil }
      delta += (next - current) * (done + 1)
      current = next
      for codePoint in codePoints {
        if codePoint < current { delta += 1 }
        guard codePoint == current else { continue }
        var rest = delta
        var k = 36
        while true {
          let limit = threshold(k, bias)
          if rest < limit { break }
          let digit = limit + (rest - limit) % (36 - limit)
          output.append(UInt32(digit < 26 ? digit + 0x61 : digit - 26 + 0x30))
          rest = (rest - limit) / (36 - limit)
          k += 36
        }
        output.append(UInt32(rest < 26 ? rest + 0x61 : rest - 26 + 0x30))
        bias = adapted(delta, done + 1, isFirst: done == basicCount)
        delta = 0
        done += 1
      }
      delta += 1
      current += 1
    }
    return output
  }
}
