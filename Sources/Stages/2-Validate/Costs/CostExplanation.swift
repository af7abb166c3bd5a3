import Core

/// Which network, or which way of counting, would have a cost that is not that of the architecture.
struct CostExplanation {
  let space: any SearchSpace
  let architecture: ArchitectureDescription
  let task: TaskName
  let cost: LoggedCost
  let number: PublishedNumber
  /// Finds architectures by their parameters.
  let catalogue: ArchitectureCatalogue
  /// The counts that a cost has, each with the name of its convention.
  let counts: (CostEntry) -> [(name: String, count: Int)]

  /// How many operations may be counted away at once.
  private static let depth = 2
  /// Networks of which a mean is put together.
  private static let variantLimit = 12

  /// What the number would fit, as the end of a sentence.
  var text: String {
    liveText ?? unitText ?? partText ?? countedAwayText ?? meanText ?? otherText
  }

  private var entries: [CostEntry] {
    architecture.costs.filter { cost.isOf($0, architecture, task: task) }
  }

  /// The count without dead edges.
  private func live(_ entry: CostEntry) -> Int { cost.figure == .parameters ? entry.paramsLive : entry.macsLive }

  private var liveText: String? {
    entries.contains { number.matches(live($0)) } ? "; it equals the count of live edges only" : nil
  }

  /// The unit in which the number is right, nil where there is none. Decimals that are few fit anything.
  var unit: CountUnit? {
    CountUnit.allCases.first { unit in
      let other = PublishedNumber(number.value, scale: unit.worth)
      return unit.worth != number.scale && other.rounding * Self.leastPrecision < other.count
        && entries.contains { counts($0).contains { other.matches($0.count) } }
    }
  }

  /// How often the rounding of a number must fit into it to tell one unit from another.
  private static let leastPrecision = 200.0

  private var unitText: String? {
    unit.map { "; it equals the count in units of \($0)" + (statedUnit.map { " instead of \($0)" } ?? "") }
  }

  /// The unit that the source says it has.
  private var statedUnit: CountUnit? { CountUnit.allCases.first { $0.worth == number.scale } }

  /// What to do about a number in another unit, nil where it is in none.
  var unitHint: String? {
    unit.map { "the number is in units of \($0): give it in units of \(statedUnit.map { "\($0)" } ?? "1")" }
  }

  /// Another part of the network, or the network of another task.
  private var partText: String? {
    for entry in architecture.costs {
      guard let found = counts(entry).first(where: { number.matches($0.count) }) else { continue }
      let convention = cost.figure == .parameters ? "" : ", counted as '\(found.name)'"
      switch entry.scope {
      case .encoder: return "; it equals the count of the encoder alone\(convention)"
      case .model: return "; it equals the count of the whole model of '\(entry.task?.rawValue ?? "")'\(convention)"
      }
    }
    return nil
  }

  private var countedAwayText: String? {
    for cell in space.countedAway(from: architecture.encoding, depth: Self.depth).dropFirst() {
      let fits = cell.costs.contains { entry in
        cost.isOf(entry, architecture, task: task) && counts(entry).contains { number.matches($0.count) }
      }
      guard fits else { continue }
      let operations = cell.gone.map { "'\($0)'" }.joined(separator: " and ")
      return "; it equals the count with \(operations) counted away, that is of '\(cell.encoding)'"
    }
    return nil
  }

  /// Numbers of networks over which benchmarks publish means.
  private static let seeds = 2...4

  /// A mean over seeds of networks that differ in what was counted away.
  private var meanText: String? {
    guard let name = entries.first.flatMap({ counts($0).first?.name }) else { return nil }
    var variants: [(count: Int, gone: [String])] = []
    for cell in space.countedAway(from: architecture.encoding, depth: Self.depth) {
      guard let entry = cell.costs.first(where: { cost.isOf($0, architecture, task: task) }),
        let count = counts(entry).first(where: { $0.name == name })?.count,
        !variants.contains(where: { $0.count == count }), variants.count < Self.variantLimit
      else { continue }
      variants.append((count, cell.gone))
    }
    guard let whole = variants.first?.count else { return nil }
    for seeds in Self.seeds {
      let live = entries.first.map { self.live($0) } ?? whole
      let isLive = live != whole && number.isMean(of: whole * (seeds - 1) + live, over: seeds)
      let found = combinations(of: seeds, variants.count).filter { combination in
        number.isMean(of: combination.reduce(0) { $0 + variants[$1].count }, over: seeds)
      }
      guard isLive || !found.isEmpty else { continue }
      var text = "; it may be a mean over \(seeds) seeds"
      if let shares = shares(found.map { $0.map { variants[$0].gone } }, seeds) { text += " that \(shares)" }
      if isLive { text += "; one seed counting live operations only would explain it" }
      return text
    }
    return nil
  }

  /// Ascending choices of `number` of `count` things, repetition allowed, without that of the first alone.
  private func combinations(of number: Int, _ count: Int) -> [[Int]] {
    var choices: [[Int]] = [[]]
    for _ in 0..<number {
      choices = choices.flatMap { choice in ((choice.last ?? 0)..<max(count, 1)).map { choice + [$0] } }
    }
    return Array(choices.dropFirst())
  }

  /// `fits 7 of the 9 'nor_conv_3x3' of the seeds: (3,3,1) or (3,2,2)`, where one kind of operation alone is gone.
  /// - Parameter found: for each mean, for each network, the operations that are gone.
  private func shares(_ found: [[[String]]], _ seeds: Int) -> String? {
    let kinds = Set(found.joined().joined())
    guard let first = found.first else { return nil }
    guard kinds.count == 1, let kind = kinds.first else {
      let parts = first.map { $0.isEmpty ? "all" : "without " + $0.map { "'\($0)'" }.joined(separator: " and ") }
      return "fits networks with operations counted away: (\(parts.joined(separator: ", ")))"
    }
    let whole = space.operations(of: architecture.encoding).count { $0 == kind }
    let shares = found.map { networks in networks.map { whole - $0.count } }
    let sum = shares[0].reduce(0, +)
    let texts = shares.filter { $0.reduce(0, +) == sum }.map { "(\($0.map(String.init).joined(separator: ",")))" }
    return "fits \(sum) of the \(whole * seeds) '\(kind)' of its cells: \(texts.joined(separator: " or "))"
  }

  /// Other architectures with that many parameters.
  private var otherText: String {
    guard cost.figure == .parameters, number.rounding <= 0.5, let primary = architecture.primaryCost,
      let expected = entries.first, abs(number.count) < 1e15
    else { return "; nothing that Cellar knows to count has that many" }
    // Networks of two tasks differ in their last layers by the same number.
    let count = Int(number.count.rounded()) - expected.params + primary.params
    let others = catalogue.architectures(withParams: count, limit: 3)
    if others.isEmpty { return "; no architecture of the spaces has that many" }
    return "; it fits " + others.map { "'\($0)'" }.joined(separator: ", ")
      + ": another network, or that of another seed, may have been counted"
  }
}
