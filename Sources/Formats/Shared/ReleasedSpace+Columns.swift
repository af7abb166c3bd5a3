import Core

extension ReleasedSpace {
  /// The equivalences of which some architecture has a class, in the order of the space.
  var equivalenceKinds: [EquivalenceKind] {
    var kinds: [EquivalenceKind] = []
    for architecture in architectures {
      for entry in architecture.description.classes where !kinds.contains(entry.kind) { kinds.append(entry.kind) }
    }
    return kinds
  }
}

extension Sequence<CostEntry> {
  /// The conventions under which some entry is counted, sorted by name.
  var counterNames: [CounterName] {
    var names: Set<CounterName> = []
    for entry in self {
      for counter in entry.counters { names.insert(counter.name) }
    }
    return names.sorted()
  }
}

extension EquivalenceKind {
  /// The name of the column of class ids: `class_same_network`.
  var columnName: String { "class_" + rawValue.map { $0 == "-" ? "_" : String($0) }.joined() }
}
