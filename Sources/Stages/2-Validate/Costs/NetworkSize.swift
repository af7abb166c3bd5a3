import Core

/// Whether a run trained the network of the benchmark at its full size: a narrowed or shortened one has other costs.
enum NetworkSize {
  /// Configuration keys that change the size of a network under one encoding.
  private static let keys: Set<String> = [
    "channel", "channels", "C", "init_channels", "num_cells", "N", "layers", "num_layers", "width",
  ]

  /// The key in which `run` differs from the reference of its task, nil where it is the benchmark's network or nothing
  /// tells.
  static func otherKey(of run: RawRun, reference: [ReferenceEntry]) -> String? {
    for entry in reference where keys.contains(entry.key) {
      guard let found = run.configuration.first(where: { $0.value.key == entry.key })?.value.value else { continue }
      if !agrees(found, entry.value) { return entry.key }
    }
    return nil
  }

  /// Whether the facts of `run` differ from the reference of its task.
  static func isOther(_ info: [Attribute], reference: [ReferenceEntry]) -> Bool {
    for entry in reference where keys.contains(entry.key) {
      guard let found = info.first(where: { $0.key == entry.key })?.value else { continue }
      if !agrees(found, entry.value) { return true }
    }
    return false
  }

  private static func agrees(_ found: String, _ expected: ReferenceValue) -> Bool {
    switch expected {
    case .number(let number): Double(found) == number
    case .text(let text): found == text
    case .list: true
    }
  }
}
