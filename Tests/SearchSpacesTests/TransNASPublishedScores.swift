import Core
import TestSupport
import Testing

@testable import SearchSpaces

/// `data/transnas-published/micro_validation.csv`: one published validation score per micro cell and task.
struct TransNASPublishedScores {
  static let tasks = ["class_scene", "room_layout", "segmentsemantic"]

  let cells: [TransNASMicroCell]
  /// A row per cell, in the order of `tasks`.
  let rows: [[Double]]

  init() throws {
    let lines = try sharedLines("data/transnas-published/micro_validation.csv")
    try #require(lines.first == "encoding,class_scene,room_layout,segmentsemantic")
    let space = TransNASBench101Micro()
    var cells: [TransNASMicroCell] = []
    var rows: [[Double]] = []
    for line in lines.dropFirst() {
      let fields = line.split(separator: ",")
      cells.append(try space.parse(String(fields[0])))
      rows.append(try fields.dropFirst().map { try #require(Double($0)) })
    }
    (self.cells, self.rows) = (cells, rows)
  }

  /// The pooled standard deviation, sqrt(SS / df), of distinct scores within the classes of `kind`, without the
  /// disconnected class.
  func noise(task: Int, under kind: EquivalenceKind) -> (deviation: Double, degrees: Int) {
    let space = TransNASBench101Micro()
    var classes: [TransNASMicroCell: Set<Double>] = [:]
    for (cell, row) in zip(cells, rows) where !space.isDisconnected(cell) {
      classes[space.representative(of: cell, under: kind), default: []].insert(row[task])
    }
    var squares = 0.0
    var degrees = 0
    for scores in classes.values {
      let mean = scores.reduce(0, +) / Double(scores.count)
      squares += scores.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      degrees += scores.count - 1
    }
    return ((squares / Double(degrees)).squareRoot(), degrees)
  }
}
