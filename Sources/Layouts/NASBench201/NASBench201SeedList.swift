import Core
import Formats

/// The seeds of each data set that a part of a file lists beside its results: `dataset_seed: {'cifar10': [777, 888]}`.
struct NASBench201SeedList {
  private let document: PickleDocument
  private let list: PickleValue
  private let file: Int
  /// Where the list stands.
  private let pointer: String

  /// Nil where the part has no list.
  /// - Parameter pointer: where the part stands.
  init?(of part: PickleValue, in document: PickleDocument, file: Int, pointer: String) {
    for key in ["dataset_seed", "dataset_seeds"] {
      guard let list = document.value(key, in: part), !document.isNone(list) else { continue }
      self.document = document
      self.list = list
      self.file = file
      self.pointer = "\(pointer)/\(key)"
      return
    }
    return nil
  }

  /// The contradiction of a result to the list, nil where its seed is listed or it does not tell whose it is.
  func contradiction(to key: PickleValue) -> Problem? {
    guard let (dataset, seed) = Self.identity(key, in: document) else { return nil }
    let seeds = document.value(dataset, in: list).map { self.seeds($0) }
    if seeds?.contains(seed) ?? false { return nil }
    let listed = seeds.map { $0.isEmpty ? "no seed" : Self.words($0) } ?? "nothing"
    return problem(
      seeds == nil ? pointer : pointer(to: dataset),
      "a result has seed \(seed) of '\(dataset.prefix(80))', the list of seeds has \(listed) for it",
      expected: "seed \(seed) in the list",
      hint: "name the result after the seed that it was trained with, or complete the list")
  }

  /// A warning where a listed seed has no result: nothing is wrong with the results that are there.
  func missingResult(among results: PickleMembers) -> Problem? {
    var present: [String: Set<Int>] = [:]
    for result in results {
      if let (dataset, seed) = Self.identity(result.key, in: document) { present[dataset, default: []].insert(seed) }
    }
    for member in document.members(of: list) {
      guard let dataset = document.string(member.key) else { continue }
      let missing = seeds(member.value).filter { !(present[dataset]?.contains($0) ?? false) }
      if missing.isEmpty { continue }
      return problem(
        pointer(to: dataset), "the list has \(Self.words(missing)) of '\(dataset.prefix(80))' without a result",
        expected: "a result for each listed seed",
        hint: "restore the results that were lost, or take their seeds from the list", severity: .warning)
    }
    return nil
  }

  private func problem(
    _ pointer: String, _ message: String, expected: String, hint: String, severity: Severity? = nil
  ) -> Problem {
    Problem(
      "RUN-02", at: Place(file: file, pointer: pointer), message, expected: expected, hint: hint, severity: severity)
  }

  private func pointer(to dataset: String) -> String {
    let part = document.members(of: list).first { document.string($0.key) == dataset }?.key
    return part.map { "\(pointer)/\(document.pointerPart($0))" } ?? pointer
  }

  private func seeds(_ value: PickleValue) -> [Int] {
    document.elements(of: value).compactMap { seed in
      document.wholeNumber(seed) ?? document.string(seed).flatMap(Int.init)
    }
  }

  /// Data set and seed of a result, as its key says them.
  private static func identity(_ key: PickleValue, in document: PickleDocument) -> (dataset: String, seed: Int)? {
    let parts = document.elements(of: key)
    guard parts.count == 2, let dataset = document.string(parts[0]), let seed = document.integer(parts[1]) else {
      return nil
    }
    return (dataset, Int(seed))
  }

  private static func words(_ seeds: [Int]) -> String {
    let told = seeds.prefix(8).map { "\($0)" }.joined(separator: ", ")
    return (seeds.count == 1 ? "seed " : "seeds ") + told + (seeds.count > 8 ? ", …" : "")
  }
}
