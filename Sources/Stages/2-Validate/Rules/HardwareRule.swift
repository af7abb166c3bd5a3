import Core

/// Hardware and software of a run are those of most runs of the release.
struct HardwareRule: CollectionRule {
  static let stage = CollectionStage.identities
  static let definition = RuleDefinition(
    "TIME-03", .warning, "hardware and software are those of most runs",
    RuleDocumentation(
      checks: """
        GPU, CPU, and versions of Python, PyTorch, CUDA and cuDNN that a run states are those that most runs of \
        the release state. Each other value is told once, with the number of runs. Cannot run where a run states \
        none.
        """,
      earnedFrom: """
        No published failure: a guard, since times and latencies of different machines were measured on \
        different scales.
        """,
      clean: """
        pytorch 1.7.1 everywhere.
        """,
      failing: """
        pytorch 1.7.1 in 50,000 runs and 2.3.0 in three.
        """
    ))

  /// The facts of a run that name hardware or software.
  private static let keys: Set<String> = [
    "cpu", "cuda", "cuda_version", "cudnn", "cudnn_version", "device", "gpu", "gpus", "hardware", "platform", "python",
    "python_version", "pytorch", "pytorch_version", "software", "tensorflow", "tensorflow_version", "torch",
    "torch_version",
  ]
  /// Values of one key that are told one by one.
  private static let limit = 20

  init(_ plan: BuildPlan) {}

  private struct Fact: Hashable {
    let key: String
    let value: String
  }

  func check(_ collection: RunCollection, _ report: inout CollectionReport) {
    let counts = counts(of: collection, &report)
    for key in Set(counts.keys.map(\.key)).sorted(by: { $0.precedesBytewise($1) }) {
      let values = counts.filter { $0.key.key == key }.sorted { first, second in
        first.value != second.value ? first.value > second.value : first.key.value.precedesBytewise(second.key.value)
      }
      guard values.count > 1 else { continue }
      for (fact, count) in values.dropFirst().prefix(Self.limit) {
        let places = collection.kept.filter { place in
          collection.runs[place].info.contains { $0.key == fact.key && $0.value == fact.value }
        }
        guard let least = places.min(by: collection.precedes) else { continue }
        report.found(
          of: least,
          "\(key) is '\(fact.value.prefix(200))' for \(count) \(count == 1 ? "run" : "runs, of which this is the first")",
          expected: "'\(values[0].key.value.prefix(200))', as for \(values[0].value) runs",
          hint: "do not pool times and latencies of these runs with the others")
      }
    }
  }

  /// How many runs state each fact.
  private func counts(of collection: RunCollection, _ report: inout CollectionReport) -> [Fact: Int] {
    // Most runs state what the run before them states, in the same order.
    var slots: [(key: String, value: String, isKnown: Bool, count: Int)] = []
    var counts: [Fact: Int] = [:]
    var silent = 0
    for run in collection.runs[collection.kept] {
      var isSilent = true
      for (place, fact) in run.info.enumerated() {
        if place < slots.count, slots[place].key == fact.key {
          guard slots[place].isKnown else { continue }
          isSilent = false
          if slots[place].value == fact.value {
            slots[place].count += 1
          } else {
            counts[Fact(key: fact.key, value: fact.value), default: 0] += 1
          }
          continue
        }
        let isKnown = Self.keys.contains(fact.key)
        if isKnown { isSilent = false }
        if place == slots.count {
          slots.append((fact.key, fact.value, isKnown, isKnown ? 1 : 0))
        } else if isKnown {
          counts[Fact(key: fact.key, value: fact.value), default: 0] += 1
        }
      }
      if isSilent { silent += 1 }
    }
    for slot in slots where slot.count > 0 { counts[Fact(key: slot.key, value: slot.value), default: 0] += slot.count }
    report.notApplicable("the run names neither hardware nor software", silent)
    report.ran(collection.kept.count - silent)
    return counts
  }
}
