/// Turns a syntax tree into a program.
struct PatternCompiler {
  private var program: [PatternInstruction] = []

  mutating func finish() throws(PatternError) -> [PatternInstruction] {
    try emit(.match)
    return program
  }

  private mutating func emit(_ instruction: PatternInstruction) throws(PatternError) {
    guard program.count < Pattern.programLimit else {
      throw PatternError(message: "the pattern comes to more than \(Pattern.programLimit) steps", offset: 0)
    }
    program.append(instruction)
  }

  mutating func append(_ node: PatternNode) throws(PatternError) {
    switch node {
    case .byte(let set): try emit(.byte(set))
    case .lineStart: try emit(.lineStart)
    case .lineEnd: try emit(.lineEnd)
    case .wordBoundary: try emit(.wordBoundary)
    case .sequence(let nodes): for node in nodes { try append(node) }
    case .choice(let nodes): try appendChoice(nodes)
    case .capture(let index, let node):
      try emit(.save(2 * index))
      try append(node)
      try emit(.save(2 * index + 1))
    case .repetition(let node, let minimum, let maximum, let isGreedy):
      for _ in 0..<minimum { try append(node) }
      if let maximum {
        try appendOptional(node, count: maximum - minimum, isGreedy)
      } else {
        try appendLoop(node, isGreedy)
      }
    }
  }

  /// `split L1, L2; L1: first; jump end; L2: second; …; end:`
  private mutating func appendChoice(_ nodes: [PatternNode]) throws(PatternError) {
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
      program[split] = .split(split + 1, program.count)
    }
    for end in ends { program[end] = .jump(program.count) }
  }

  /// `node` up to `count` times, each try at the end of the one before.
  private mutating func appendOptional(_ node: PatternNode, count: Int, _ isGreedy: Bool) throws(PatternError) {
    var splits: [Int] = []
    for _ in 0..<count {
      splits.append(program.count)
      try emit(.match)
      try append(node)
    }
    for split in splits {
      program[split] = isGreedy ? .split(split + 1, program.count) : .split(program.count, split + 1)
    }
  }

  /// `node` any number of times.
  private mutating func appendLoop(_ node: PatternNode, _ isGreedy: Bool) throws(PatternError) {
    let split = program.count
    try emit(.match)
    try append(node)
    try emit(.jump(split))
    program[split] = isGreedy ? .split(split + 1, program.count) : .split(program.count, split + 1)
  }
}
