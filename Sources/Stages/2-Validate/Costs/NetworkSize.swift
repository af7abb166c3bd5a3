import Core

/// Whether a run trained the network of the benchmark at its full size: a narrowed or shortened one has other costs.
enum NetworkSize {
  /// As large as the pipeline's reference says.
  case same
  case other(key: String)
  /// Neither reference nor run says anything.
  case unknown

  /// Configuration keys that change the size of a network under one encoding.
  private static let keys: Set<String> = [
    "channel", "channels", "C", "init_channels", "num_cells", "N", "layers", "num_layers", "width",
  ]

  /// The entries of a reference that change the size of a network.
  static func entries(of reference: [ReferenceEntry]) -> [ReferenceEntry] {
    reference.filter { keys.contains($0.key) }
  }

  /// - Parameter reference: what `entries(of:)` gives.
  /// - Complexity: O(keys of the reference), no allocation.
  init(of run: RawRun, reference: [ReferenceEntry]) {
    self = .unknown
    for entry in reference {
      guard let found = run.configuration.first(where: { $0.value.key == entry.key })?.value.value else { continue }
      self = Self.agrees(found, entry.value) ? .same : .other(key: entry.key)
      if case .other = self { return }
    }
  }

  /// The same from the facts of a run.
  init(_ info: [Attribute], reference: [ReferenceEntry]) {
    self = .unknown
    for entry in reference {
      guard let found = info.first(where: { $0.key == entry.key })?.value else { continue }
      self = Self.agrees(found, entry.value) ? .same : .other(key: entry.key)
      if case .other = self { return }
    }
  }

  /// The numbers among the facts that change the size of a network.
  static func dimensions(_ facts: some Sequence<Attribute>) -> [String: Int] {
    var dimensions: [String: Int] = [:]
    for fact in facts where keys.contains(fact.key) {
      dimensions[fact.key] = Double(fact.value).flatMap { Int(exactly: $0) }
    }
    return dimensions
  }

  /// Why `cost` cannot be compared, nil where it can.
  func obstacle(to cost: LoggedCost) -> String? {
    switch self {
    case .same: nil
    case .other(let key): "the network has another '\(key)' than the benchmark's"
    case .unknown: cost.isOfBenchmark ? nil : "the source logs networks of any size, and does not say which"
    }
  }

  private static func agrees(_ found: String, _ expected: ReferenceValue) -> Bool {
    switch expected {
    case .number(let number): Double(found) == number
    case .text(let text): found == text
    case .list: true
    }
  }
}
