/// A regular expression, compiled to a program over classes of code points; it asks whether it is found in a text.
///
/// ECMA-262 with the flag `u`: classes, `\d \w \s` and their complements, `\p{…}` of general categories and the common
/// properties, `\b`, `^`, `$`, groups, alternatives, repetitions greedy or lazy (which is the same here), escapes. Without
/// references back and lookaround, so that matching takes time in proportion to the text, whatever the expression.
struct Expression: Sendable {
  /// The most instructions of a program, counted repetitions unrolled.
  static let programLimit = 10_000
  /// The most different sets of code points in one expression.
  static let setLimit = 500

  let source: String
  let program: [ExpressionInstruction]
  /// Whether `\b` or `\B` occurs.
  let looksAtWords: Bool
  /// The code points that no set tells apart have one class; by code point for ASCII.
  let asciiClasses: [Int32]
  /// The first code point of each run of one class, ascending from 0, and the class.
  let runStarts: [UInt32]
  let runClasses: [Int32]
  let classCount: Int
  /// Whether a set holds a class: `membership[set * classCount + class]`.
  let membership: [Bool]
  /// Whether a class is of word characters; means something only if `looksAtWords`.
  let wordClasses: [Bool]

  /// - Throws: `ExpressionError`, also for what only a backtracking engine could match.
  init(_ source: String) throws(ExpressionError) {
    var parser = ExpressionParser(source)
    let root = try parser.parse()
    if let unsupported = parser.unsupported { throw unsupported }
    var compiler = ExpressionCompiler()
    try compiler.append(root)
    try compiler.finish()
    self.source = source
    program = compiler.program
    looksAtWords = compiler.looksAtWords
    var sets = compiler.sets
    let wordSet = sets.count
    if looksAtWords { sets.append(.wordCharacters) }

    // Cut the code points wherever a set begins or ends; pieces in the same sets are one class.
    var starts: Set<UInt32> = [0]
    for set in sets {
      for range in set.ranges {
        starts.insert(range.lowerBound)
        if range.upperBound < CodePointSet.limit { starts.insert(range.upperBound + 1) }
      }
    }
    runStarts = starts.sorted()
    var numbers: [[Bool]: Int32] = [:]
    var classes: [Int32] = []
    var members: [[Bool]] = []
    for start in runStarts {
      let signature = sets.map { $0.contains(start) }
      if let number = numbers[signature] {
        classes.append(number)
      } else {
        let number = Int32(members.count)
        numbers[signature] = number
        members.append(signature)
        classes.append(number)
      }
    }
    runClasses = classes
    classCount = members.count
    membership = sets.indices.flatMap { set in members.map { $0[set] } }
    wordClasses = looksAtWords ? members.map { $0[wordSet] } : []
    var ascii: [Int32] = []
    var run = 0
    for codePoint in 0..<UInt32(128) {
      while run + 1 < runStarts.count, runStarts[run + 1] <= codePoint { run += 1 }
      ascii.append(classes[run])
    }
    asciiClasses = ascii
  }

  /// Whether `source` is an expression of ECMA-262, be it one that is matched here or not.
  static func isValid(_ source: String) -> Bool {
    var parser = ExpressionParser(source)
    return (try? parser.parse()) != nil
  }

  /// The class of any code point.
  func characterClass(of codePoint: UInt32) -> Int {
    if codePoint < 128 { return Int(asciiClasses[Int(codePoint)]) }
    var low = 0
    var high = runStarts.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if runStarts[middle] <= codePoint { low = middle } else { high = middle }
    }
    return Int(runClasses[low])
  }
}
