/// Turns a syntax tree into a program.
struct ExpressionCompiler {
  private(set) var program: [ExpressionInstruction] = []
  private(set) var sets: [CodePointSet] = []
  private(set) var looksAtWords = false
  private var setNumbers: [CodePointSet: Int32] = [:]

  mutating func finish() throws(ExpressionError) { try emit(.match) }

  private mutating func emit(_ instruction: ExpressionInstruction) throws(ExpressionError) {
    guard program.count < Expression.programLimit else {
      throw ExpressionError(
        message: "the expression comes to more than \(Expression.programLimit) steps", offset: 0)
    }
    program.append(instruction)
  }

  private var place: Int32 { Int32(program.count) }

  mutating func append(_ node: ExpressionNode) throws(ExpressionError) {
    switch node {
    case .set(let set): try emit(.set(try number(of: set)))
    case .assertion(let assertion):
      if assertion == .wordBoundary || assertion == .noWordBoundary { looksAtWords = true }
      try emit(.assertion(assertion))
    case .sequence(let nodes): for node in nodes { try append(node) }
    case .choice(let nodes): try appendChoice(nodes)
    case .repetition(let node, let minimum, let maximum):
      for _ in 0..<minimum {
        let before = program.count
        try append(node)
        // What takes no step can be repeated without an end.
        if program.count == before { break }
      }
      if let maximum {
        try appendOptional(node, count: maximum - minimum)
      } else {
        let split = program.count
        try emit(.match)
        try append(node)
        try emit(.jump(Int32(split)))
        program[split] = .split(Int32(split) + 1, place)
      }
    }
  }

  private mutating func number(of set: CodePointSet) throws(ExpressionError) -> Int32 {
    if let number = setNumbers[set] { return number }
    guard sets.count < Expression.setLimit else {
      throw ExpressionError(message: "more than \(Expression.setLimit) different characters and classes", offset: 0)
    }
    let number = Int32(sets.count)
    sets.append(set)
    setNumbers[set] = number
    return number
  }

  private mutating func appendChoice(_ nodes: [ExpressionNode]) throws(ExpressionError) {
    var ends: [Int] = []
    for (index, node) in nodes.enumerated() {
      guard index + 1 < nodes.count else {
        try append(node)
        break
      }
      let split = program.count
      try emit(.match)
      try append(node)
      ends.append(program.count)
      try emit(.match)
      program[split] = .split(Int32(split) + 1, place)
    }
    for end in ends { program[end] = .jump(place) }
  }

  private mutating func appendOptional(_ node: ExpressionNode, count: Int) throws(ExpressionError) {
    var splits: [Int] = []
    for _ in 0..<count {
      splits.append(program.count)
      try emit(.match)
      let before = program.count
      try append(node)
      if program.count == before { break }
    }
    for split in splits { program[split] = .split(Int32(split) + 1, place) }
  }
}
