import Core

extension ReleaseQuery {
  /// Tells rows that are merely few from a seed or an epoch that none of the runs asked for has.
  /// - Parameter rows: Those of each of `parts`, before any condition.
  /// - Throws: `QueryError`, which names what there is.
  func checkReach(_ rows: [QueryRows], of parts: [QueryPart], in store: any ReleaseStore) throws {
    guard let task = parts.first?.taskName else { return }
    if case .one(let seed)? = seeds, rows.allSatisfy(\.isEmpty) {
      let runs = try Self.runs(of: parts, in: store)
      guard !runs.isEmpty else { return }
      let known = Set(runs.compactMap(\.seed)).sorted()
      let list = known.prefix(Self.listed).map(String.init).joined(separator: ", ")
      let more = known.count > Self.listed ? ", …" : ""
      let there = known.isEmpty ? "its runs tell no seed" : "there are: \(list)\(more)"
      throw QueryError("no run of '\(task)' with seed \(seed)\(asked) (\(there))", isMissing: true)
    }
    if case .epoch(let epoch) = rule, !rows.allSatisfy(\.isEmpty), rows.allSatisfy(\.hasNoEpoch) {
      let longest = try Self.runs(of: parts, in: store).map(\.epochs).max() ?? 0
      let there = longest == 0 ? "they have none" : "there are: 0 to \(longest - 1), and -1 to -\(longest) from the end"
      throw QueryError("no run of '\(task)' has an epoch \(epoch)\(asked) (\(there))", isMissing: true)
    }
  }

  /// The most seeds that a message lists.
  private static let listed = 20

  /// Whose runs were asked for, where it is not all.
  private var asked: String { architectures.isEmpty ? "" : " among those of the architectures asked for" }

  private static func runs(of parts: [QueryPart], in store: any ReleaseStore) throws -> [StoredRun] {
    try parts.flatMap { part -> [StoredRun] in
      guard let task = part.task, let budget = part.budget else { return [] }
      let wanted = try part.encodings.map { try store.architectures(of: part.space, among: $0).map(\.number) }
      return try store.runs(of: task, budget: budget, among: wanted)
    }
  }
}
