/// Looks for a value that contains itself, and for too many values within one another.
///
/// Needed only where a value grew after it had been put into another, which Python's writer does for cycles alone.
struct PickleGraphCheck {
  /// By record: 0 not seen, 1 open, else 2 more than its height.
  private var heights: [UInt32]
  private var open: [(record: Int, next: Int)] = []

  init(recordCount: Int) {
    heights = [UInt32](repeating: 0, count: recordCount)
  }

  /// - Complexity: O(values), each record once; no recursion.
  mutating func check(_ root: PickleValue, _ machine: borrowing PickleInterpreter) throws(PickleError) {
    guard let root = root.record else { return }
    try enter(root, machine)
    while let (record, next) = open.last {
      let range = machine.records[record].range
      var place = next
      var child: Int?
      while place < range.count, child == nil {
        child = part(machine, record, range.lowerBound + place)
        place += 1
      }
      guard let child else {
        close(machine)
        continue
      }
      open[open.count - 1].next = place
      if heights[child] == 0 {
        try enter(child, machine)
      } else if heights[child] == 1 {
        throw PickleError(.cycle, at: machine.records[child].offset)
      } else if open.count + Int(heights[child]) - 2 > Int(machine.maximumDepth) {
        throw tooDeep(machine, child)
      }
    }
  }

  private mutating func enter(_ record: Int, _ machine: borrowing PickleInterpreter) throws(PickleError) {
    guard open.count < Int(machine.maximumDepth) else { throw tooDeep(machine, record) }
    heights[record] = 1
    open.append((record, 0))
  }

  /// The height of a record is 1 more than that of its highest part.
  private mutating func close(_ machine: borrowing PickleInterpreter) {
    guard let (record, _) = open.popLast() else { return }
    var height: UInt32 = 0
    for place in machine.records[record].range {
      if let child = part(machine, record, place) { height = max(height, heights[child] - 2) }
    }
    heights[record] = height + 3
  }

  private func part(_ machine: borrowing PickleInterpreter, _ record: Int, _ place: Int) -> Int? {
    let owner = machine.records[record]
    // The slice of a whole number is its bits.
    return owner.isMixed && owner.kind != .integer ? PickleValue(bits: machine.arena[place]).record : nil
  }

  private func tooDeep(_ machine: borrowing PickleInterpreter, _ record: Int) -> PickleError {
    PickleError(.tooDeep(limit: Int(machine.maximumDepth)), at: machine.records[record].offset)
  }
}
