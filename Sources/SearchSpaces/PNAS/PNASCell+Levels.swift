import Core

/// The levels of the progressive search: cells of exactly so many blocks, 1 ... 5.
extension PNASCell {
  /// The number of choices for a block with `inputs` inputs: two inputs and two operations, in order.
  private static func blockChoices(inputs: Int) -> UInt64 {
    let pairs = UInt64(inputs * operations.count)
    return pairs * pairs
  }

  /// The number of cells of a level in decimal digits: 256, 147456, 150994944, 241591910400, 556627761561600.
  static func count(ofLevel level: Int) -> String {
    DecimalNatural(product: (0..<level).map { blockChoices(inputs: $0 + DARTSWiring.inputCount) }).description
  }

  /// The cells of a level in bytewise order of encodings, one by one, without holding them.
  static func cells(ofLevel level: Int) -> AnySequence<PNASCell> {
    precondition(blockCounts.contains(level), "levels 1 to 5")
    let choices = (0..<(2 * level)).map { Self.choices(atPair: $0) }
    return AnySequence(
      sequence(state: [Int]?(Array(repeating: 0, count: 2 * level))) { state -> PNASCell? in
        guard var digits = state else { return nil }
        let cell = PNASCell(pairs: DARTSPairs(zip(choices, digits).map { $0[$1] }))
        var place = digits.count - 1
        while place >= 0, digits[place] == choices[place].count - 1 {
          digits[place] = 0
          place -= 1
        }
        if place >= 0 { digits[place] += 1 }
        state = place >= 0 ? digits : nil
        return cell
      })
  }

  /// A cell of a level, each equally likely.
  static func sample(level: Int, using generator: inout SeededGenerator) -> PNASCell {
    precondition(blockCounts.contains(level), "levels 1 to 5")
    return PNASCell(
      pairs: DARTSPairs(
        (0..<(2 * level)).map { position in
          let choices = Self.choices(atPair: position)
          return choices[Int(generator.next(below: UInt64(choices.count)))]
        }))
  }

  /// What pair `position` of a cell may be, in the order of texts.
  private static func choices(atPair position: Int) -> [DARTSPair] {
    operations.flatMap { operation in
      (0..<(position / 2 + DARTSWiring.inputCount)).map { DARTSPair(operation, $0) }
    }
  }
}
