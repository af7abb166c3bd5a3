import Bytes

/// Matches one pattern against lines, all alternatives side by side; owned by one thread, so that memory is reused.
struct PatternMatcher {
  let pattern: Pattern
  /// The places of the captures of the last match, start and end by capture; -1 for one that took no part.
  private(set) var places: [Int]
  private var current: Threads
  private var following: Threads
  private var stack: [Step] = []
  private var scratch: [Int]

  init(_ pattern: Pattern) {
    self.pattern = pattern
    let slots = 2 * pattern.names.count
    places = Array(repeating: -1, count: slots)
    scratch = places
    current = Threads(instructions: pattern.program.count, slots: slots)
    following = current
  }

  /// The instructions at which a match may go on, in order of preference, each with its captures.
  private struct Threads {
    var instructions: [Int] = []
    /// `slots` places per thread.
    var places: [Int] = []
    /// The generation in which an instruction was last added.
    var marks: [Int]
    var generation = 0

    init(instructions count: Int, slots: Int) {
      marks = Array(repeating: 0, count: count)
      instructions.reserveCapacity(count)
      places.reserveCapacity(count * slots)
    }

    mutating func removeAll() {
      instructions.removeAll(keepingCapacity: true)
      places.removeAll(keepingCapacity: true)
      generation += 1
    }
  }

  /// What is left to do while instructions that take no byte are followed.
  private enum Step {
    case visit(Int)
    case restore(slot: Int, place: Int)
  }

  /// Whether the pattern is found in `bytes[line]`; `places` then tells where its captures stand in `bytes`.
  /// - Complexity: O(length of the line · length of the program).
  mutating func matches(_ bytes: RawSpan, _ line: Range<Int>) -> Bool {
    if !pattern.requiredBytes.isEmpty,
      bytes.extracting(line).firstOffset(of: pattern.requiredBytes) == nil
    {
      return false
    }
    current.removeAll()
    var isFound = false
    var offset = line.lowerBound
    while true {
      if !isFound {
        for slot in scratch.indices { scratch[slot] = -1 }
        follow(0, bytes, line, offset)
      }
      if isFound, current.instructions.isEmpty { return true }
      swap(&current, &following)
      current.removeAll()
      let byte = offset < line.upperBound ? bytes.byte(at: offset) : nil
      if step(byte, bytes, line, offset) { isFound = true }
      guard offset < line.upperBound else { return isFound }
      offset += 1
    }
  }

  /// Moves every thread over `byte`; true where one has matched, which ends all less preferred ones.
  private mutating func step(_ byte: UInt8?, _ bytes: RawSpan, _ line: Range<Int>, _ offset: Int) -> Bool {
    let slots = scratch.count
    for thread in following.instructions.indices {
      switch pattern.program[following.instructions[thread]] {
      case .match:
        for slot in 0..<slots { places[slot] = following.places[thread * slots + slot] }
        return true
      case .byte(let set):
        guard let byte, set.contains(byte) else { continue }
        for slot in 0..<slots { scratch[slot] = following.places[thread * slots + slot] }
        follow(following.instructions[thread] + 1, bytes, line, offset + 1)
      default: continue
      }
    }
    return false
  }

  /// Adds to `current` what can be reached from an instruction without taking a byte, the preferred first.
  private mutating func follow(_ instruction: Int, _ bytes: RawSpan, _ line: Range<Int>, _ offset: Int) {
    stack.append(.visit(instruction))
    while let step = stack.popLast() {
      guard case .visit(let place) = step else {
        if case .restore(let slot, let place) = step { scratch[slot] = place }
        continue
      }
      guard current.marks[place] != current.generation else { continue }
      current.marks[place] = current.generation
      switch pattern.program[place] {
      case .jump(let target): stack.append(.visit(target))
      case .split(let first, let second):
        stack.append(.visit(second))
        stack.append(.visit(first))
      case .save(let slot):
        stack.append(.restore(slot: slot, place: scratch[slot]))
        scratch[slot] = offset
        stack.append(.visit(place + 1))
      case .lineStart: if offset == line.lowerBound { stack.append(.visit(place + 1)) }
      case .lineEnd: if offset == line.upperBound { stack.append(.visit(place + 1)) }
      case .wordBoundary: if Self.isBoundary(bytes, line, offset) { stack.append(.visit(place + 1)) }
      case .byte, .match:
        current.instructions.append(place)
        current.places.append(contentsOf: scratch)
      }
    }
  }

  private static func isBoundary(_ bytes: RawSpan, _ line: Range<Int>, _ offset: Int) -> Bool {
    let before = offset > line.lowerBound && ByteSet.wordBytes.contains(bytes.byte(at: offset - 1))
    let after = offset < line.upperBound && ByteSet.wordBytes.contains(bytes.byte(at: offset))
    return before != after
  }
}
