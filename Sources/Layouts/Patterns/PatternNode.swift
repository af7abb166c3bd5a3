/// The syntax tree of a pattern.
indirect enum PatternNode: Sendable {
  /// One byte out of a set.
  case byte(ByteSet)
  case sequence([PatternNode])
  /// The earlier alternative is preferred.
  case choice([PatternNode])
  /// - `maximum`: nil for any number of times.
  case repetition(PatternNode, minimum: Int, maximum: Int?, isGreedy: Bool)
  /// What `name` stands for, by its place in `Pattern.names`.
  case capture(Int, PatternNode)
  case lineStart, lineEnd, wordBoundary

  /// The longest run of bytes that every match contains, empty without one.
  var requiredBytes: [UInt8] {
    switch self {
    case .byte(let set): set.onlyByte.map { [$0] } ?? []
    case .sequence(let nodes): Self.requiredBytes(of: nodes)
    case .repetition(let node, let minimum, _, _): minimum > 0 ? node.requiredBytes : []
    case .capture(_, let node): node.requiredBytes
    case .choice, .lineStart, .lineEnd, .wordBoundary: []
    }
  }

  private static func requiredBytes(of nodes: [PatternNode]) -> [UInt8] {
    var longest: [UInt8] = []
    var run: [UInt8] = []
    for node in nodes {
      if case .byte(let set) = node, let byte = set.onlyByte {
        run.append(byte)
        if run.count > longest.count { longest = run }
        continue
      }
      run = []
      let inner = node.requiredBytes
      if inner.count > longest.count { longest = inner }
    }
    return longest
  }
}
