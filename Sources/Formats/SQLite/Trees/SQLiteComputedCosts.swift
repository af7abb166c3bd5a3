import Core

/// The rows of the table `cost` that the spaces compute.
struct SQLiteComputedCosts: Sendable {
  /// Some architectures of one space.
  struct Piece: Sendable {
    var space: Int
    var architectures: Range<Int>
  }

  let pieces: [Piece]
  private let numbering: SQLiteNumbering
  /// The ids of the tasks of each space.
  private let tasks: [[TaskName: Int]]
  /// Every input shape as text.
  private let inputs: [[Int]: String]

  init(_ numbering: SQLiteNumbering) {
    self.numbering = numbering
    let spaces = numbering.release.spaces
    var tasks: [[TaskName: Int]] = Array(repeating: [:], count: spaces.count)
    numbering.forEachTask { space, task, id in tasks[space][spaces[space].tasks[task].name] = id }
    self.tasks = tasks
    var pieces: [Piece] = []
    var inputs: [[Int]: String] = [:]
    for (space, content) in spaces.enumerated() {
      for start in stride(from: 0, to: content.architectures.count, by: 16) {
        pieces.append(Piece(space: space, architectures: start..<min(start + 16, content.architectures.count)))
      }
      var previous: [Int] = []
      for architecture in content.architectures {
        for entry in architecture.description.costs where entry.input != previous {
          previous = entry.input
          if inputs[previous] == nil { inputs[previous] = "[\(previous.map(String.init).joined(separator: ","))]" }
        }
      }
    }
    self.pieces = pieces
    self.inputs = inputs
  }

  /// Calls `body` with the costs of an architecture and the id of the task of each: the primary one first, then the
  /// others in the order of the space, without the models of tasks that have no run in this release.
  func forEachEntry(of architecture: Int, in space: Int, _ body: (_ entry: CostEntry, _ task: Int?) -> Void) {
    let costs = numbering.release.spaces[space].architectures[architecture].description.costs
    let primary = costs.firstIndex { $0.scope == .encoder }
    if let primary { visit(costs[primary], space, body) }
    for index in costs.indices where index != primary { visit(costs[index], space, body) }
  }

  private func visit(_ entry: CostEntry, _ space: Int, _ body: (CostEntry, Int?) -> Void) {
    guard let name = entry.task else { return body(entry, nil) }
    if let task = tasks[space][name] { body(entry, task) }
  }

  /// - Parameter rowid: That of the first row of `piece`.
  func encode(_ piece: Piece, rowid first: Int, into rows: inout SQLiteRowEncoder) {
    var rowid = first
    for index in piece.architectures {
      let architecture = numbering.firstArchitecture[piece.space] + index
      forEachEntry(of: index, in: piece.space) { entry, task in
        let input = inputs[entry.input]!
        func append(_ counter: String, _ value: Int) {
          rows.append(architecture)
          rows.append(task)
          rows.append(entry.scope.rawValue)
          rows.append(input)
          rows.append(counter)
          rows.append(value)
          rows.append("derived")
          rows.endRow(rowid: rowid)
          rowid += 1
        }
        append("params", entry.params)
        append("params_live", entry.paramsLive)
        append("macs", entry.macs)
        append("macs_live", entry.macsLive)
        for counter in entry.counters { append(counter.name.rawValue, counter.value) }
      }
    }
  }
}
