import Core

/// Single metrics whose curves stand bit for bit in two runs that are not one.
struct ColumnCopies {
  private let columns: [CurveColumns]
  private let distinct: Int

  /// - Parameters:
  ///   - columns: by task.
  ///   - distinct: the distinct values that a curve must have for its copy to mean something.
  init(_ columns: [CurveColumns], distinct: Int) {
    self.columns = columns
    self.distinct = distinct
  }

  /// A run some of whose metrics stand in another.
  struct Match {
    let run: Int
    let other: Int
    /// In the order of the task.
    let metrics: [String]
    /// The metric of the other run: its name, or `those`.
    let otherMetric: String
  }

  private struct Entry {
    let hash: UInt64
    let run: Int32
    let column: Int32
  }

  /// The runs, ascending, each with the first other that has most of its metrics.
  ///
  /// What only a rejected run repeats is no copy: that run is.
  /// - Complexity: O(n log n) for n columns of all runs.
  func matches(
    in collection: RunCollection, isSameTraining: (Int, Int, RunCollection) -> Bool
  ) -> [Match] {
    var found: [Int: [(column: Int, other: Int, otherColumn: Int)]] = [:]
    let entries = sortedEntries(collection)
    var start = 0
    while start < entries.count {
      var end = start + 1
      while end < entries.count, entries[end].hash == entries[start].hash { end += 1 }
      if end - start > 1, means(entries[start], collection) {
        for entry in entries[start..<end] {
          let place = Int(entry.run)
          let others = entries[start..<end].filter { other in
            other.run != entry.run
              && (collection.kept.contains(Int(other.run)) || !collection.kept.contains(place))
              && areEqual(entry, other, collection.runs) && !isSameTraining(Int(other.run), place, collection)
          }
          guard let other = others.min(by: { collection.precedes(Int($0.run), Int($1.run)) }) else { continue }
          found[place, default: []].append((Int(entry.column), Int(other.run), Int(other.column)))
        }
      }
      start = end
    }
    return found.sorted { $0.key < $1.key }.map { match($0.key, $0.value, collection) }
  }

  /// Those whose hash occurs twice, by hash and run.
  private func sortedEntries(_ collection: RunCollection) -> [Entry] {
    var entries: [Entry] = []
    entries.reserveCapacity(collection.curveHashes.reduce(0) { $0 + $1.columns.count })
    for (run, hash) in collection.curveHashes.enumerated() {
      let columns = columns[collection.runs[run].task]
      // A curve of few epochs has few values.
      guard collection.runs[run].curve.epochs >= distinct else { continue }
      for (place, column) in hash.columns.enumerated() {
        entries.append(Entry(hash: column, run: Int32(run), column: Int32(columns.column(place))))
      }
    }
    entries.sort { one, other in
      one.hash != other.hash ? one.hash < other.hash : (one.run, one.column) < (other.run, other.column)
    }
    return entries
  }

  private func means(_ entry: Entry, _ collection: RunCollection) -> Bool {
    CurveColumns.hasDistinctValues(distinct, collection.runs[Int(entry.run)].curve, Int(entry.column))
  }

  private func areEqual(_ first: Entry, _ second: Entry, _ runs: [ValidRun]) -> Bool {
    CurveColumns.areEqual(
      runs[Int(first.run)].curve, Int(first.column), runs[Int(second.run)].curve, Int(second.column))
  }

  private func match(
    _ place: Int, _ copies: [(column: Int, other: Int, otherColumn: Int)], _ collection: RunCollection
  ) -> Match {
    var counts: [Int: Int] = [:]
    for copy in copies { counts[copy.other, default: 0] += 1 }
    let most = counts.values.max() ?? 0
    let other = counts.filter { $0.value == most }.keys.min(by: collection.precedes) ?? place
    let shared = copies.filter { $0.other == other }.sorted { $0.column < $1.column }
    let metrics = collection.plan.tasks[collection.runs[place].task].schema.metrics
    let otherMetrics = collection.plan.tasks[collection.runs[other].task].schema.metrics
    let names = shared.map { metrics[$0.column].name.rawValue }
    let otherNames = shared.map { otherMetrics[$0.otherColumn].name.rawValue }
    return Match(
      run: place, other: other, metrics: names,
      otherMetric: names == otherNames ? (names.count == 1 ? "that" : "those") : otherNames.joined(separator: ", "))
  }
}
