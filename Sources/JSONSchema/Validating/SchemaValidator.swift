internal import Bytes
public import JSON

/// Judges documents by a program. Owned by one thread: it keeps the memory and the automata of expressions in between.
public struct SchemaValidator: Sendable {
  /// The most schemas that apply one another.
  public static let depthLimit = 2000
  /// The most applications of a schema to a value: this many, and `workPerByte` for each byte of the document.
  public static let workLimit = 20_000_000
  public static let workPerByte = 500

  let program: SchemaProgram
  var matchers: [ExpressionMatcher]
  /// Which members or elements have been evaluated: sets of bits, one behind the other.
  var evaluated: [UInt64] = []
  /// The resources on the way to the current schema.
  var scope: [Int32] = []
  var depth = 0
  private var work = 0
  private var workLimit = 0

  public init(_ program: SchemaProgram) {
    self.program = program
    matchers = program.expressions.map { ExpressionMatcher($0) }
  }

  /// Whether a document matches.
  /// - Throws: `SchemaLimit` for one that cannot be judged.
  /// - Complexity: O(size of the document · schemas that apply to each value); no allocation once expressions and
  ///   documents like it have been seen, except for `uniqueItems`, objects in `enum` and escaped keys.
  public mutating func isValid(_ tape: JSONTape) throws(SchemaLimit) -> Bool {
    begin(tape)
    return try tape.withSource { (bytes: RawSpan) throws(SchemaLimit) -> Bool in
      try matches(0, tape.root, -1, tape, bytes)
    }
  }

  mutating func begin(_ tape: JSONTape) {
    evaluated.removeAll(keepingCapacity: true)
    scope.removeAll(keepingCapacity: true)
    depth = 0
    work = 0
    workLimit = Self.workLimit + Self.workPerByte * tape.sourceCount
  }

  /// Counts `count` steps.
  @inline(__always)
  mutating func spend(_ count: Int) throws(SchemaLimit) {
    work &+= count
    if work > workLimit { throw .work(limit: workLimit) }
  }

  /// Whether a value matches a node.
  ///
  /// - `frame`: Where in `evaluated` to note what has been evaluated of the value, -1 for nowhere.
  mutating func matches(
    _ number: Int, _ value: JSONValue, _ frame: Int, _ tape: JSONTape, _ bytes: RawSpan
  ) throws(SchemaLimit) -> Bool {
    var node = program.nodes[number]
    if node.alias >= 0 { node = program.nodes[Int(node.alias)] }
    let kind = tape.kind(of: value)
    if node.kind != .keywords { return matchesAtOnce(node, kind, value, tape) }
    guard hasType(node, kind, value, tape) else { return false }
    try spend(1)
    guard depth < Self.depthLimit else { throw .depth(limit: Self.depthLimit) }
    depth += 1
    let isNewScope = program.looksAtScope && scope.last != node.resource
    if isNewScope { scope.append(node.resource) }
    let result =
      node.looksAtUnevaluated && (kind == .array || kind == .object)
      ? try matchesAll(of: node, kind, value, frame, tape, bytes)
      : try matchesEarly(of: node, kind, value, frame, tape, bytes)
    if isNewScope { scope.removeLast() }
    depth -= 1
    return result
  }

  /// Whether a value is of one of the types of a node.
  @inline(__always)
  func hasType(_ node: SchemaNode, _ kind: JSONKind, _ value: JSONValue, _ tape: JSONTape) -> Bool {
    if node.types >> UInt16(truncatingIfNeeded: kind.rawValue) & 1 != 0 { return true }
    return kind == .double && node.types & SchemaNode.integralBit != 0 && isIntegral(value, tape)
  }

  /// Whether a value matches a node without instructions.
  @inline(__always)
  func matchesAtOnce(_ node: SchemaNode, _ kind: JSONKind, _ value: JSONValue, _ tape: JSONTape) -> Bool {
    switch node.kind {
    case .true: true
    case .false: false
    default: hasType(node, kind, value, tape)
    }
  }

  /// The same as `matches` for a value within another one, with a shorter way to the frequent cases.
  @inline(__always)
  mutating func matchesPart(
    _ number: Int32, _ value: JSONValue, _ tape: JSONTape, _ bytes: RawSpan
  ) throws(SchemaLimit) -> Bool {
    let number = Int(number)
    if program.nodes[number].kind != .keywords {
      return matchesAtOnce(program.nodes[number], tape.kind(of: value), value, tape)
    }
    return try matches(number, value, -1, tape, bytes)
  }

  /// All but `unevaluatedItems` and `unevaluatedProperties`.
  @inline(__always)
  mutating func matchesEarly(
    of node: SchemaNode, _ kind: JSONKind, _ value: JSONValue, _ frame: Int, _ tape: JSONTape, _ bytes: RawSpan
  ) throws(SchemaLimit) -> Bool {
    let (start, end) = Self.range(of: node, for: kind)
    for index in Int(start)..<Int(end) {
      if try !holds(program.instructions[index], value, frame, tape, bytes) { return false }
    }
    for index in Int(node.values)..<Int(node.late) {
      if try !holds(program.instructions[index], value, frame, tape, bytes) { return false }
    }
    return true
  }

  /// The instructions for values of one kind.
  @inline(__always)
  static func range(of node: SchemaNode, for kind: JSONKind) -> (Int32, Int32) {
    switch kind {
    case .string: (node.strings, node.numbers)
    case .integer, .bigInteger, .double: (node.numbers, node.arrays)
    case .array: (node.arrays, node.objects)
    case .object: (node.objects, node.values)
    case .null, .false, .true: (0, 0)
    }
  }

  /// The same with those, which need to know what all the others have evaluated.
  private mutating func matchesAll(
    of node: SchemaNode, _ kind: JSONKind, _ value: JSONValue, _ frame: Int, _ tape: JSONTape, _ bytes: RawSpan
  ) throws(SchemaLimit) -> Bool {
    let inner = pushFrame(value, tape)
    var result = try matchesEarly(of: node, kind, value, inner, tape, bytes)
    if result {
      for index in Int(node.late)..<Int(node.end) {
        if try !holds(program.instructions[index], value, inner, tape, bytes) {
          result = false
          break
        }
      }
    }
    popFrame(inner, into: result ? frame : -1)
    return result
  }

  /// A node for a value that another node is applied to as well; what it evaluates counts only if it holds.
  mutating func matchesBranch(
    _ number: Int32, _ value: JSONValue, _ frame: Int, _ tape: JSONTape, _ bytes: RawSpan
  ) throws(SchemaLimit) -> Bool {
    if frame < 0 { return try matches(Int(number), value, -1, tape, bytes) }
    let inner = pushFrame(value, tape)
    let result = try matches(Int(number), value, inner, tape, bytes)
    popFrame(inner, into: result ? frame : -1)
    return result
  }

  // MARK: What has been evaluated

  mutating func pushFrame(_ value: JSONValue, _ tape: JSONTape) -> Int {
    let frame = evaluated.count
    evaluated.append(contentsOf: repeatElement(0, count: (tape.count(of: value) + 63) / 64))
    return frame
  }

  mutating func popFrame(_ frame: Int, into outer: Int) {
    if outer >= 0 {
      for index in frame..<evaluated.count { evaluated[outer + index - frame] |= evaluated[index] }
    }
    evaluated.removeLast(evaluated.count - frame)
  }

  @inline(__always)
  mutating func note(_ index: Int, in frame: Int) {
    if frame >= 0 { evaluated[frame + index / 64] |= 1 << UInt64(index % 64) }
  }

  @inline(__always)
  func isNoted(_ index: Int, in frame: Int) -> Bool { evaluated[frame + index / 64] >> UInt64(index % 64) & 1 != 0 }
}
