import Bytes

/// Computes the published hash of many cells that share one adjacency matrix, together.
///
/// After r rounds the hash of a vertex depends on the operations no further than r edges away, so it is computed once
/// for all cells that agree on those. And the texts of one vertex are of one length, whatever the operations, so eight
/// of them are hashed at once without a gap.
/// - Complexity: no allocation per cell.
struct NASBench101MatrixHasher {
  private var batch = MD5Batch()
  /// By vertex and choice of operations: the digests after the last round, and during the next one.
  private var (digests, nextDigests) = (Self.emptyTable, Self.emptyTable)
  private var (digits, nextDigits) = (Self.emptyTable.map(\.digits), Self.emptyTable.map(\.digits))
  /// By vertex, the inner vertices that its digest depends on: bit k is the digit of weight 3^k of a choice.
  private var scope = SIMD8<UInt8>(repeating: 0)

  /// The number of choices of operations for five inner vertices.
  static let choiceCount = 243
  private static let emptyTable = [MD5Digest](
    repeating: MD5Digest(high: 0, low: 0), count: NASBench101Limits.published.vertices * choiceCount)

  /// The hashes of the cells of `matrix` with these `choices` of operations, in their order.
  /// - Parameters:
  ///   - choices: base-3 numbers, the first inner vertex highest, as `NASBench101Matrix.cell(at:)` takes them.
  ///   - hashes: replaced.
  mutating func hash(_ choices: [UInt8], of matrix: NASBench101Matrix, into hashes: inout [MD5Digest]) {
    let graph = NASBench101Neighbours(matrix.cell(at: 0))
    start(graph, choices)
    for _ in 0..<graph.vertexCount { advance(graph, choices) }
    hashes.removeAll(keepingCapacity: true)
    for first in stride(from: 0, to: choices.count, by: MD5Batch.laneCount) {
      let count = min(MD5Batch.laneCount, choices.count - first)
      for lane in 0..<count { appendList(of: choices[first + lane], graph, to: lane) }
      let lists = batch.digests(count: count)
      for lane in 0..<count { hashes.append(lists[lane]) }
    }
  }

  /// Sets the digests of degrees and label.
  private mutating func start(_ graph: NASBench101Neighbours, _ choices: [UInt8]) {
    for vertex in 0..<graph.vertexCount {
      let isInner = vertex > 0 && vertex < graph.vertexCount - 1
      let digit = UInt8(max(0, graph.vertexCount - 2 - vertex))
      scope[vertex] = isInner ? 1 << digit : 0
      for operation in NASBench101Operation.allCases where isInner || operation.rawValue == 0 {
        let slot = vertex * Self.choiceCount + (isInner ? Int(operation.rawValue) * Self.power(digit) : 0)
        let label = isInner ? operation.publishedLabel : vertex == 0 ? -1 : -2
        digests[slot] = NASBench101Hasher.firstDigest(
          sources: graph.sources(of: vertex), targets: graph.targets(of: vertex), label: label)
        digits[slot] = digests[slot].digits
      }
    }
  }

  /// One round: every vertex takes in the digests of its neighbours.
  private mutating func advance(_ graph: NASBench101Neighbours, _ choices: [UInt8]) {
    var nextScope = scope
    for vertex in 0..<graph.vertexCount {
      var neighbours = graph.sources(of: vertex) | graph.targets(of: vertex)
      while neighbours != 0 {
        nextScope[vertex] |= scope[neighbours.trailingZeroBitCount]
        neighbours &= neighbours - 1
      }
      let isWhole = Int(nextScope[vertex]) == 1 << (graph.vertexCount - 2) - 1
      if isWhole {
        advance(vertex, graph, choices)
      } else {
        advance(vertex, graph, Self.choices[Int(nextScope[vertex])])
      }
    }
    scope = nextScope
    swap(&digests, &nextDigests)
    swap(&digits, &nextDigits)
  }

  /// One vertex in one round, for the choices that differ in what it depends on.
  private mutating func advance(_ vertex: Int, _ graph: NASBench101Neighbours, _ choices: [UInt8]) {
    let (sources, targets) = (graph.sources(of: vertex), graph.targets(of: vertex))
    for first in stride(from: 0, to: choices.count, by: MD5Batch.laneCount) {
      let count = min(MD5Batch.laneCount, choices.count - first)
      for lane in 0..<count {
        let choice = choices[first + lane]
        batch.removeAll(lane)
        appendDigits(of: sources, choice, to: lane)
        batch.append(NASBench101Hasher.bar, count: 1, to: lane)
        appendDigits(of: targets, choice, to: lane)
        batch.append(NASBench101Hasher.bar, count: 1, to: lane)
        batch.append(digits[slot(vertex, choice)], to: lane)
      }
      let results = batch.digests(count: count)
      for lane in 0..<count {
        let slot = vertex * Self.choiceCount + Int(choices[first + lane])
        nextDigests[slot] = results[lane]
        nextDigits[slot] = results[lane].digits
      }
    }
  }

  /// Appends the digits of a set of vertices, sorted.
  @inline(__always)
  private mutating func appendDigits(of vertices: UInt8, _ choice: UInt8, to lane: Int) {
    let slots = sortedSlots(of: vertices, choice)
    for index in 0..<vertices.nonzeroBitCount { batch.append(digits[slots[index]], to: lane) }
  }

  /// Begins message `lane` with the list of all digests as Python prints it.
  private mutating func appendList(of choice: UInt8, _ graph: NASBench101Neighbours, to lane: Int) {
    let slots = sortedSlots(of: UInt8(1 << graph.vertexCount - 1), choice)
    batch.removeAll(lane)
    batch.append(NASBench101Hasher.opening, count: 2, to: lane)
    for rank in 0..<graph.vertexCount {
      if rank > 0 { batch.append(NASBench101Hasher.comma, count: 4, to: lane) }
      batch.append(digits[slots[rank]], to: lane)
    }
    batch.append(NASBench101Hasher.closing, count: 2, to: lane)
  }

  /// Where the digests of a set of vertices are, in ascending order of digests.
  @inline(__always)
  private func sortedSlots(of vertices: UInt8, _ choice: UInt8) -> InlineArray<8, Int> {
    var slots = InlineArray<8, Int>(repeating: 0)
    var (rest, count) = (vertices, 0)
    while rest != 0 {
      let slot = slot(rest.trailingZeroBitCount, choice)
      var position = count
      while position > 0, digests[slot] < digests[slots[position - 1]] {
        slots[position] = slots[position - 1]
        position -= 1
      }
      slots[position] = slot
      count += 1
      rest &= rest - 1
    }
    return slots
  }

  /// Where the digest of a vertex is, for a choice of which only a part matters.
  @inline(__always)
  private func slot(_ vertex: Int, _ choice: UInt8) -> Int {
    vertex &* Self.choiceCount &+ Int(Self.projections[Int(scope[vertex]) &* Self.choiceCount &+ Int(choice)])
  }

  /// By set of digits and choice: the choice with all other digits 0.
  private static let projections: [UInt8] = (0..<32).flatMap { scope in
    (0..<choiceCount).map { choice in
      UInt8(
        (0..<5).reduce(0) { sum, digit in
          sum + (scope >> digit & 1) * (choice / power(UInt8(digit)) % 3) * power(UInt8(digit))
        })
    }
  }

  /// By set of digits: the choices with all other digits 0.
  private static let choices: [[UInt8]] = (0..<32).map { scope in
    (0..<UInt8(choiceCount)).filter { projections[scope * choiceCount + Int($0)] == $0 }
  }

  /// 3 to the power `digit`.
  private static func power(_ digit: UInt8) -> Int { (0..<digit).reduce(1) { power, _ in 3 * power } }
}
