import Core
import JSON
import Validate

extension RuleCode {
  /// The rule that conflicts break.
  static var identity: RuleCode { RuleCatalogue.duplicates.code }
}

extension ReleaseAccounts {
  /// What the manifest says of rules against the findings, and how often each was applied.
  func checkRules(read: Int, _ report: inout ReleaseVerifier.Report) {
    let rules = listing.manifest["rules"]?.members ?? []
    var sum = 0
    for rule in rules { sum &+= Self.count("findings", rule.value) }
    guard let list = records.findings else {
      if sum > 0, !listing.present.contains(ReleaseRecords.findingsName) {
        report.add(ReleaseRecords.findingsName, "no such file", "\(sum) findings, as manifest.json says")
      }
      return checkApplications(rules, read: read, &report)
    }
    checkLines(ReleaseRecords.findingsName, list, sum, "findings", &report)
    checkApplications(rules, read: read, &report)
    guard list.isWhole else { return }
    var found: [String: Int] = [:]
    for finding in list.records { found[finding.code.rawValue, default: 0] += 1 }
    for rule in rules {
      let (stated, count) = (Self.count("findings", rule.value), found.removeValue(forKey: rule.key) ?? 0)
      guard stated != count else { continue }
      report.add(
        Self.manifest, "\(stated) findings of \(rule.key)", "\(count), as \(ReleaseRecords.findingsName) has")
    }
    for (code, count) in found.sorted(by: { $0.key < $1.key }) {
      report.add(
        ReleaseRecords.findingsName, "\(count) finding\(count == 1 ? "" : "s") of \(code)",
        "the rules that manifest.json lists")
    }
  }

  /// Each rule about one run was asked of every run that was read. Of a merged release the first was asked of more,
  /// those read again; one that was off for a part of it of fewer.
  private func checkApplications(_ rules: [JSONNodeMember], read: Int, _ report: inout ReleaseVerifier.Report) {
    func asked(_ rule: JSONNode?) -> Int { Self.count("ran", rule) &+ Self.count("not_applicable", rule) }
    let first = RuleCatalogue.ofOneRun.first
    guard let first, let member = rules.first(where: { $0.key == first.rawValue }) else { return }
    let wanted = asked(member.value)
    if wanted < read {
      report.add(
        Self.manifest, "\(first) was asked of \(wanted) runs", "at least the \(read) that were read")
    }
    for rule in rules where RuleCatalogue.ofOneRun.contains(RuleCode(rule.key)) {
      let isOff = rule.value["severity"]?.string == "off"
      guard !isOff, wanted > read ? asked(rule.value) > wanted : asked(rule.value) != wanted else { continue }
      report.add(
        Self.manifest, "\(rule.key) was asked of \(asked(rule.value)) runs (ran, not_applicable)",
        "\(wanted), as \(first) was")
    }
  }

  private static func count(_ key: String, _ rule: JSONNode?) -> Int { Int(rule?[key]?.integer ?? 0) }

  /// What was kept out against the list of inputs and against the findings that are its reasons.
  func checkKeptOut(_ report: inout ReleaseVerifier.Report) {
    guard let quarantine = records.quarantine else { return }
    let name = ReleaseRecords.quarantineName
    var problems: [(found: String, expected: String)] = []
    if let inputs = records.inputs, inputs.isWhole {
      let known = files(named: Set(quarantine.records.flatMap { $0.sources.map(\.path) + $0.files.map(\.releasePath) }))
      for line in quarantine.records {
        for source in line.sources where known[source.path]?.sha256 != source.sha256 {
          problems.append(
            (
              "line \(line.number): source \(source.path) of SHA-256 '\(source.sha256)'",
              Self.expected(known[source.path]?.sha256)
            ))
        }
        for file in line.files where known[file.releasePath] != file {
          problems.append(
            (
              "line \(line.number): file \(file.releasePath) of \(file.bytes) bytes, SHA-256 '\(file.sha256)'",
              Self.expected(known[file.releasePath].map { "\($0.bytes) bytes, SHA-256 '\($0.sha256)'" })
            ))
        }
      }
    }
    if let findings = records.findings, findings.isWhole {
      let codes = Set(quarantine.records.flatMap(\.codes))
      let reasons = Set(findings.records.lazy.filter { codes.contains($0.code) }.map(Reason.init))
      for line in quarantine.records {
        let paths = Set(line.sources.map(\.path) + line.files.map(\.releasePath))
        for code in line.codes {
          guard !paths.contains(where: { reasons.contains(Reason(line, code, path: $0)) }) else { continue }
          problems.append(
            (
              "line \(line.number): \(code) of \(line.title)",
              "a finding of \(code) about this run in \(ReleaseRecords.findingsName)"
            ))
        }
      }
    }
    for problem in problems.prefix(ReleaseVerifier.limit) { report.add(name, problem.found, problem.expected) }
    if problems.count > ReleaseVerifier.limit {
      report.add(name, "\(problems.count - ReleaseVerifier.limit) more such lines", "none")
    }
  }

  /// What was found of which run.
  private struct Reason: Hashable {
    let code: RuleCode
    let path: String
    let space: SpaceID?
    let encoding: String?
    let task: TaskName?
    let seed: Int?

    init(_ finding: Finding) {
      (code, path, space) = (finding.code, finding.path, finding.space)
      (encoding, task, seed) = (finding.encoding, finding.task, finding.seed)
    }

    init(_ line: KeptOutLine, _ code: RuleCode, path: String) {
      (self.code, self.path, space) = (code, path, line.space)
      (encoding, task, seed) = (line.encoding, line.task, line.seed)
    }
  }

  /// The inputs of these names.
  private func files(named names: Set<String>) -> [String: SourceFile] {
    var files: [String: SourceFile] = [:]
    if names.isEmpty { return files }
    for file in records.inputs?.records ?? [] where names.contains(file.releasePath) { files[file.releasePath] = file }
    return files
  }

  private static func expected(_ stated: String?) -> String {
    stated.map { "\($0.isEmpty ? "none" : $0), as \(ReleaseRecords.inputsName) has" }
      ?? "a file that \(ReleaseRecords.inputsName) lists"
  }
}
