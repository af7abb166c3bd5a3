internal import Bytes

/// Matches one expression against texts by an automaton that is made as far as texts need it, and kept from text to text.
///
/// A state is the set of instructions at which a match may go on. Where more than `stateLimit` of them have been made the
/// automaton is forgotten, so that memory is bounded and a text takes at most length · program steps.
struct ExpressionMatcher: Sendable {
  static let stateLimit = 2000
  /// The most instructions in all states together.
  private static let instructionLimit = 1_000_000
  private static let unknown: Int32 = -1
  private static let matched: Int32 = -2

  private let expression: Expression
  /// The state behind each state and class; `unknown` before it was asked for.
  private var transitions: [Int32] = []
  /// Whether a text may end in a state: 0 no, 1 yes, 2 not known yet.
  private var endings: [UInt8] = []
  private var states: [State] = []
  private var numbers: [State: Int32] = [:]
  private var marks: [Int]
  private var generation = 0
  private var instructionCount = 0
  private var stack: [Int32] = []
  private var reached: [Int32] = []

  private struct State: Hashable {
    var instructions: [Int32]
    var isAtStart: Bool
    var isBehindWord: Bool
  }

  init(_ expression: Expression) {
    self.expression = expression
    marks = Array(repeating: 0, count: expression.program.count)
    forget()
  }

  private mutating func forget() {
    transitions.removeAll(keepingCapacity: true)
    endings.removeAll(keepingCapacity: true)
    states.removeAll(keepingCapacity: true)
    numbers.removeAll(keepingCapacity: true)
    instructionCount = 0
    _ = number(of: State(instructions: [], isAtStart: true, isBehindWord: false))
  }

  private mutating func number(of state: State) -> Int32 {
    if let number = numbers[state] { return number }
    let number = Int32(states.count)
    states.append(state)
    instructionCount += state.instructions.count
    numbers[state] = number
    endings.append(2)
    transitions.append(contentsOf: repeatElement(Self.unknown, count: expression.classCount))
    return number
  }

  /// Whether the expression is found in well-formed UTF-8.
  mutating func isFound(in bytes: RawSpan, _ range: Range<Int>) -> Bool {
    var state = 0
    var index = range.lowerBound
    let classCount = expression.classCount
    while index < range.upperBound {
      let byte = bytes.byte(at: index)
      let characterClass: Int
      if byte < 0x80 {
        characterClass = Int(expression.asciiClasses[Int(byte)])
        index += 1
      } else {
        characterClass = expression.characterClass(of: codePoint(bytes, &index, range.upperBound))
      }
      var next = transitions[state * classCount + characterClass]
      if next == Self.unknown { next = makeTransition(&state, characterClass) }
      if next == Self.matched { return true }
      state = Int(next)
    }
    if endings[state] == 2 { endings[state] = canEnd(states[state]) ? 1 : 0 }
    return endings[state] == 1
  }

  /// Takes one code point beyond ASCII; a byte that is none, alone.
  private func codePoint(_ bytes: RawSpan, _ index: inout Int, _ end: Int) -> UInt32 {
    let length = max(1, bytes.utf8SequenceLength(at: index))
    let first = UInt32(bytes.byte(at: index))
    guard length > 1, index + length <= end else {
      index += 1
      return 0xFFFD
    }
    var value = first & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
    for offset in 1..<length { value = value << 6 | UInt32(bytes.byte(at: index + offset) & 0x3F) }
    index += length
    return value
  }

  /// The state behind `state`, whose number changes where the automaton had to be forgotten.
  private mutating func makeTransition(_ state: inout Int, _ characterClass: Int) -> Int32 {
    let from = states[state]
    let isWord = expression.looksAtWords && expression.wordClasses[characterClass]
    let next: Int32
    if follow(from, isAtEnd: false, isBeforeWord: isWord) {
      next = Self.matched
    } else {
      var instructions: [Int32] = []
      for place in reached {
        if case .set(let set) = expression.program[Int(place)],
          expression.membership[Int(set) * expression.classCount + characterClass]
        {
          instructions.append(place + 1)
        }
      }
      instructions.sort()
      if states.count >= Self.stateLimit || instructionCount > Self.instructionLimit {
        forget()
        state = Int(number(of: from))
      }
      next = number(of: State(instructions: instructions, isAtStart: false, isBehindWord: isWord))
    }
    transitions[state * expression.classCount + characterClass] = next
    return next
  }

  private mutating func canEnd(_ state: State) -> Bool { follow(state, isAtEnd: true, isBeforeWord: false) }

  /// Puts into `reached` the instructions that take a code point and can be reached from a state, or from the beginning
  /// of the program, without taking one; true where the end of the program can be.
  private mutating func follow(_ state: State, isAtEnd: Bool, isBeforeWord: Bool) -> Bool {
    generation += 1
    reached.removeAll(keepingCapacity: true)
    stack.removeAll(keepingCapacity: true)
    stack.append(contentsOf: state.instructions)
    stack.append(0)
    while let place = stack.popLast() {
      guard marks[Int(place)] != generation else { continue }
      marks[Int(place)] = generation
      switch expression.program[Int(place)] {
      case .match: return true
      case .set: reached.append(place)
      case .jump(let target): stack.append(target)
      case .split(let first, let second):
        stack.append(second)
        stack.append(first)
      case .assertion(let assertion):
        let holds =
          switch assertion {
          case .start: state.isAtStart
          case .end: isAtEnd
          case .wordBoundary: state.isBehindWord != isBeforeWord
          case .noWordBoundary: state.isBehindWord == isBeforeWord
          }
        if holds { stack.append(place + 1) }
      }
    }
    return false
  }
}
