import Core

/// No architecture of the test side of a declared split is equivalent to one of its train side.
struct LeakRule: CollectionRule {
  static let stage = CollectionStage.identities
  static let definition = RuleDefinition(
    "LEAK-01", .warning, "no equivalent architectures on both sides of a split for predictors",
    RuleDocumentation(
      checks: """
        The pipeline may declare which encodings a predictor of performance learns from and which it is judged \
        by (validate: {split: {train: [...], test: [...]}}, in any notation of their space). No architecture to \
        test on is, or is the same effective network as, one to train on. Cannot run without a declared split.
        """,
      earnedFrom: """
        No published failure: a guard, since a random split of cells of TransNAS-Bench-101-Micro puts copies of \
        one network on both sides, and a predictor then only remembers.
        """,
      clean: """
        train: [64-41414-3_33_333], test: [64-41414-1_11_111]
        """,
      failing: """
        train: [64-41414-0_00_000], test: [64-41414-0_00_010], which is disconnected too.
        """
    ))

  private let split: PredictorSplit?

  init(_ plan: BuildPlan) { split = plan.split }

  func check(_ collection: RunCollection, _ report: inout CollectionReport) {
    guard let split else {
      return report.notApplicable("the pipeline declares no split for predictors", collection.kept.count)
    }
    report.ran(split.train.count + split.test.count)
    var train: [String: String] = [:]
    for encoding in split.train.sorted(by: { $0.precedesBytewise($1) }) {
      guard let network = network(encoding, collection) else { continue }
      if train[network.id] == nil { train[network.id] = network.encoding }
    }
    var leaks: [(test: String, train: String)] = []
    for encoding in split.test.sorted(by: { $0.precedesBytewise($1) }) {
      guard let network = network(encoding, collection), let twin = train[network.id] else { continue }
      leaks.append((network.encoding, twin))
    }
    if leaks.isEmpty { return }
    let examples = leaks.prefix(3).map { $0 == $1 ? "'\($0)' itself" : "'\($0)', the network of '\($1)'" }
    report.found(
      "\(leaks.count) of \(split.test.count) architectures to test on are networks to train on: "
        + examples.joined(separator: ", ") + (leaks.count > 3 ? ", …" : ""),
      expected: "whole classes on one side", hint: "split by class_same_network or class_isomorphic, not by encoding")
  }

  private func network(_ encoding: String, _ collection: RunCollection) -> (id: String, encoding: String)? {
    guard let entry = try? collection.catalogue.entry(for: encoding) else { return nil }
    let description = entry.description
    let id = description.classID(.sameNetwork) ?? description.classID(.isomorphic) ?? description.encoding
    return ("\(entry.space) \(id)", description.encoding)
  }
}
