import Bytes
import Core
import Ingest
import JSON
import Validate

/// Reads a release directory as the inputs that it was built from: the same runs, sources, findings and counts.
struct ReleaseParts {
  /// Reads without rules: the runs of a release passed when it was built.
  let reader: PartReader
  let plugins: Plugins
  /// The rules by which the runs that were kept out are judged again.
  let rules: RuleSettings

  /// Whether `path` is a release directory with its lists.
  static func isRelease(_ path: String) -> Bool {
    FileSystem.isDirectory(FileSystem.resolved(path)) && FileSystem.exists("\(path)/manifest.json")
      && FileSystem.exists("\(path)/inputs.jsonl.gz")
  }

  /// Rules about all runs together, which are judged anew.
  static let collective: Set<RuleCode> = [
    "COST-02", "COST-03", "CURVE-04", "TIME-02", "TIME-03", "SRC-02", "DUP-01", "DIST-01", "SPACE-01", "LEAK-01",
  ]

  /// - Throws: `BuildError` where a list or artifact is missing or cannot be read.
  func read(_ input: BuildRequest.Input) throws -> ReadPart {
    let lists = ReleaseLists(directory: input.directory, gzip: plugins.gzip)
    let manifest = try lists.manifest()
    let told = try quarantine(input)
    let known = try lists.inputs() + told.flatMap(\.files)
    let read: ReadPart? =
      if manifest["counts"]?["released"]?.integer == 0 {
        reader.readNothing(known)
      } else {
        try InputRecognition.artifact(inReleaseAt: input.directory).flatMap {
          try reader.readOriginals(BuildRequest.Input(label: input.label, directory: $0), known: known)
        }
      }
    guard var part = read else {
      throw BuildError.input(
        "\(input.directory): no artifact tells where the runs came from; expected a release with '.jsonl.gz' or '.sqlite'"
      )
    }
    let numbers = Dictionary(uniqueKeysWithValues: part.listing.files.enumerated().map { ($1.releasePath, $0) })
    // What the build found of a run stands in its list; errors are new, of runs that pass no longer.
    part.reading.findings.removeAll { $0.severity != .error }
    let found = Self.foundByComparison(told)
    let listed = try lists.findings().filter { !Self.isFoundAgain($0) }
    part.reading.findings += listed.filter { !found.contains(TellingFinding($0)) }
    part.reading.tallies = Self.tallies(manifest)
    for finding in listed where found.contains(TellingFinding(finding)) {
      part.reading.tallies[finding.code]?.findings -= 1
    }
    part.reading.priorDuplicates = max(manifest["counts"]?["exact_duplicates"]?.integer.map { Int($0) } ?? 0, 0)
    part.restored = Set(add(told, numbers, &part.reading))
    return part
  }

  /// Whether a finding is one of all runs together, which the new release looks for itself.
  private static func isFoundAgain(_ finding: Finding) -> Bool {
    switch (finding.code, finding.severity) {
    // That a source repeated another was found then, and cannot be found again.
    case ("SRC-02", .info): false
    // Which counter a single run has wrong is found of that run alone.
    case ("COST-03", .error): false
    default: collective.contains(finding.code)
    }
  }

  /// What tells a finding from others of its run.
  private struct TellingFinding: Hashable {
    let code: RuleCode
    let path: String
    let pointer: String?
    let message: String

    init(_ finding: Finding) {
      (code, path, pointer, message) = (finding.code, finding.path, finding.pointer, finding.message)
    }

    init?(_ problem: Problem, in run: CarriedRun) {
      guard run.files.indices.contains(problem.place.file) else { return nil }
      (code, path) = (problem.code, run.files[problem.place.file].releasePath)
      (pointer, message) = (problem.place.pointer, problem.message)
    }
  }

  /// The findings that comparing runs showed, by what the quarantine tells of them: the comparison is made again.
  private static func foundByComparison(_ told: [CarriedRun]) -> Set<TellingFinding> {
    Set(
      told.flatMap { run in
        run.evidence.reading.problems.filter(\.isOfComparison).compactMap { TellingFinding($0, in: run) }
      })
  }

  private func quarantine(_ input: BuildRequest.Input) throws -> [CarriedRun] {
    let path = "\(input.directory)/quarantine.jsonl.gz"
    guard FileSystem.exists(path) else { return [] }
    let listing = try PartReader.listing(of: BuildRequest.Input(label: input.label, directory: path))
    let file = try InputRecognition(plugins: plugins).file(path, listing)
    return (file?.layout as? any CarryingLayout)?.carried ?? []
  }

  /// Adds the runs that were kept out; those that only a collective rule kept out are judged with all others again.
  /// - Returns: the first source of each.
  private func add(
    _ told: [CarriedRun], _ numbers: [String: Int], _ reading: inout Reading
  ) -> [SourceReference] {
    var restored: [SourceReference] = []
    var plan = reader.plan
    plan.rules = rules
    var validators: [String: RunValidator] = [:]
    for run in told {
      var evidence = run.evidence
      evidence.reading = evidence.reading.renumbered { file in
        run.files.indices.contains(file) ? numbers[run.files[file].releasePath] ?? 0 : 0
      }
      // What the others showed is asked of them again.
      let compared = Set(evidence.reading.problems.filter(\.isOfComparison).map(\.code)).union(Self.collective)
      evidence.reading.problems.removeAll { $0.isOfComparison || Self.collective.contains($0.code) }
      let names = Set(evidence.reading.tasks.map(\.value))
      if names.count == 1, let task = reader.plan.tasks.first(where: { $0.name.rawValue == names.first }) {
        ColumnAlignment.align(
          &evidence.reading, metrics: evidence.metrics, values: evidence.values, to: task.schema)
        evidence.metrics = task.schema.metrics.map(\.name)
        evidence.values = task.schema.values.map(\.name)
      }
      if let source = evidence.reading.sources.first { reading.carried[source] = evidence }
      let validator =
        validators[evidence.layout]
        ?? RunValidator(
          plan: plan, catalogue: reader.catalogue, budgetKey: plugins.budgetKey(ofLayout: evidence.layout))
      validators[evidence.layout] = validator
      let judgement = validator.judge(evidence.reading) { _ in "" }
      switch judgement.verdict {
      case .valid(let valid) where run.codes.allSatisfy(compared.contains): reading.valid.append(valid)
      case .valid(let valid):
        reading.rejected.append(
          RejectedRun(
            space: reader.plan.spaces[valid.space].id, encoding: valid.encoding,
            task: reader.plan.tasks[valid.task].name, seed: valid.seed,
            codes: run.codes.filter { !compared.contains($0) }, sources: evidence.reading.sources, evidence: evidence,
            run: valid))
      case .rejected(var rejected):
        // What the run alone has wrong stays, also where others show the same of it.
        let own = Set(rejected.codes)
        rejected.codes = RuleCatalogue.ordered(
          run.codes.filter { !compared.contains($0) || own.contains($0) })
        if rejected.codes.isEmpty { rejected.codes = RuleCatalogue.ordered(Array(own)) }
        rejected.evidence = evidence
        reading.rejected.append(rejected)
      }
      restored += evidence.reading.sources.prefix(1)
    }
    return restored
  }

  private static func tallies(_ manifest: JSONNode) -> [RuleCode: RuleTally] {
    var tallies: [RuleCode: RuleTally] = [:]
    for rule in manifest["rules"]?.members ?? []
    where rule.key == "COST-03" || !collective.contains(RuleCode(rule.key)) {
      func count(_ key: String) -> Int { rule.value[key]?.integer.map { Int($0) } ?? 0 }
      var tally = RuleTally()
      tally.ran = count("ran")
      tally.notApplicable = count("not_applicable")
      tally.findings = count("findings")
      if let why = rule.value["why"]?.string, rule.value["severity"]?.string != "off" {
        tally.reasons = Set(why.split(separator: "; ", omittingEmptySubsequences: false).map(String.init))
      }
      tallies[RuleCode(rule.key)] = tally
    }
    return tallies
  }
}
