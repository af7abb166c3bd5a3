import Bytes
import Core

/// Writes the lines of the summary.
struct SummaryRows: Sendable {
  private let release: Release
  private let index: RunIndex
  /// The equivalences that have a column.
  private let kinds: [EquivalenceKind]

  init(release: Release, index: RunIndex) {
    self.release = release
    self.index = index
    let published = release.spaces.contains { $0.equivalenceKinds.contains(.published) }
    kinds = [.isomorphic, .sameNetwork] + (published ? [.published] : [])
  }

  func writeHeader(to output: inout OutputBytes) {
    output.append("space,encoding,task,budget,n_seeds,final_valid,final_test,best_valid_valid,best_valid_test,")
    output.append("best_epoch,params,macs,model_params,model_macs,canonical")
    for kind in kinds {
      output.append(",")
      output.append(string: kind.columnName)
    }
    output.append(",minmax_p,rank01,zscore,nregret,avg_rank\n")
  }

  /// Writes a row per task and budget in which the architecture has a run.
  func write(architecture number: Int, space: Int, to output: inout OutputBytes) {
    for (taskNumber, task) in release.spaces[space].tasks.enumerated() {
      for (groupNumber, group) in task.groups.enumerated() {
        let runs = index.runs(space: space, task: taskNumber, group: groupNumber, architecture: number)
        if runs.isEmpty { continue }
        let scores = index.scores(space: space, task: taskNumber, group: groupNumber, architecture: number)
        let content = release.spaces[space]
        output.field(content.id.rawValue)
        write(
          group.runs[runs], group.scores[scores], content.architectures[number], task, budget: group.budget,
          to: &output)
      }
    }
  }

  private func write(
    _ runs: ArraySlice<ReleasedRun>, _ scores: ArraySlice<Score>, _ architecture: ReleasedArchitecture,
    _ task: ReleasedTask, budget: Int, to output: inout OutputBytes
  ) {
    let description = architecture.description
    let ranked: (EpochRule, Split) = task.isRankedOnTest ? (.final, .test) : (.bestValid, .valid)
    let best = scores.first { ($0.rule, $0.split) == ranked }
    output.field(next: description.encoding)
    output.field(next: task.name.rawValue)
    output.field(next: budget)
    output.field(next: best?.count ?? Self.seedCount(runs))
    for rule in EpochRule.allCases {
      for split in [Split.valid, .test] {
        output.field(next: scores.first { $0.rule == rule && $0.split == split }?.value)
      }
    }
    let model = description.modelCost(of: task.name)
    output.field(next: best?.epoch)
    output.field(next: runs.first?.loggedParams ?? description.primaryCost?.params)
    output.field(next: description.primaryCost?.macs)
    output.field(next: model?.params)
    output.field(next: model?.macs)
    output.field(next: description.canonical)
    for kind in kinds { output.field(next: description.classID(kind) ?? "") }
    output.field(next: best?.minmaxP)
    output.field(next: best?.rank01)
    output.field(next: best?.zscore)
    output.field(next: best?.normalizedRegret)
    output.field(next: architecture.averageRank)
    output.append("\n")
  }

  /// Distinct seeds; every run without one counts for itself.
  private static func seedCount(_ runs: ArraySlice<ReleasedRun>) -> Int {
    Set(runs.compactMap(\.seed)).count + runs.count { $0.seed == nil }
  }
}

extension OutputBytes {
  /// Appends a text, in quotes where it holds a comma, a quote or a line break.
  fileprivate mutating func field(_ text: String) {
    let isPlain = text.utf8.allSatisfy { $0 != 0x2C && $0 != 0x22 && $0 != 0x0A && $0 != 0x0D }
    if isPlain { return append(string: text) }
    append("\"")
    append(string: text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))
    append("\"")
  }

  fileprivate mutating func field(next text: String) {
    append(",")
    field(text)
  }

  fileprivate mutating func field(next value: Int?) {
    append(",")
    if let value { append(integer: value) }
  }

  /// Appends a number as pandas reads it, nothing for NaN.
  fileprivate mutating func field(next value: Double?) {
    append(",")
    guard let value, !value.isNaN else { return }
    if value.isInfinite { return append(value < 0 ? "-inf" : "inf") }
    append(double: value)
  }
}
