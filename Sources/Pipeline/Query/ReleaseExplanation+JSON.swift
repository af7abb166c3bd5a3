public import Bytes
import Core
import JSON

extension ReleaseExplanation {
  /// One object.
  /// - Parameter rules: What the manifest tells of the rules, nil where there is none.
  public func json(rules: [RuleReport]?) -> OutputBytes {
    var members: [JSONNodeMember] = [
      JSONNodeMember("space", .string(description.space.rawValue)),
      JSONNodeMember("encoding", .string(description.encoding)),
      JSONNodeMember("released", .boolean(isReleased)),
      JSONNodeMember("release", .object(release.map { JSONNodeMember($0.key, .string($0.value)) })),
      JSONNodeMember("canonical", .string(description.canonical)),
      JSONNodeMember("disconnected", .boolean(description.isDisconnected)),
      JSONNodeMember("classes", .array(classes.map(Self.node))),
      JSONNodeMember("costs", .array(description.costs.map(Self.node))),
      JSONNodeMember("standings", .array(standings.map(Self.node))),
      JSONNodeMember("kept_out", .array(rejections.map(Self.node))),
    ]
    if let task { members.append(JSONNodeMember("task", node(of: task))) }
    if let value { members.append(JSONNodeMember("value", Self.node(value))) }
    if let rules {
      members.append(
        JSONNodeMember(
          "rules",
          .array(
            rules.map {
              [
                "code": .string($0.code), "severity": .string($0.severity), "ran": .integer(Int64($0.ran)),
                "findings": .integer(Int64($0.findings)),
              ]
            })))
    }
    var writer = JSONWriter(style: .pretty)
    writer.node(.object(members))
    writer.endDocument()
    return writer.finish()
  }

  private static func node(_ entry: ClassEntry) -> JSONNode {
    ["kind": .string(entry.kind.rawValue), "id": .string(entry.id), "released_members": number(entry.members)]
  }

  private static func node(_ cost: CostEntry) -> JSONNode {
    [
      "scope": .string(cost.scope.rawValue), "task": text(cost.task?.rawValue),
      "input": .array(cost.input.map { .integer(Int64($0)) }), "params": number(cost.params),
      "params_live": number(cost.paramsLive), "macs": number(cost.macs), "macs_live": number(cost.macsLive),
      "counters": .object(cost.counters.map { JSONNodeMember($0.name.rawValue, number($0.value)) }),
    ]
  }

  private static func node(_ standing: Standing) -> JSONNode {
    [
      "task": .string(standing.task.rawValue), "metric": .string(standing.metric.name.rawValue),
      "unit": .string(standing.metric.unit.rawValue), "budget": number(standing.budget),
      "rule": .string(standing.rule.rawValue), "released": .boolean(standing.isReleased),
      "value": number(standing.value), "n": number(standing.count), "epoch": number(standing.epoch),
      "rank": number(standing.rank), "of": number(standing.total),
    ]
  }

  private static func node(_ source: StoredSource) -> JSONNode {
    [
      "path": .string(source.path), "bytes": number(source.bytes), "sha256": text(source.sha256),
      "parser": text(source.parser), "pointer": .string(source.pointer),
    ]
  }

  private static func node(_ rejection: StoredRejection) -> JSONNode {
    [
      "code": .string(rejection.code.rawValue), "source": node(rejection.source), "message": text(rejection.message),
      "task": text(rejection.task?.rawValue), "seed": number(rejection.seed),
    ]
  }

  private func node(of task: TaskEntry) -> JSONNode {
    [
      "name": .string(task.name.rawValue),
      "runs": .array(
        task.runs.map { entry in
          [
            "budget": Self.number(entry.run.budget), "seed": Self.number(entry.run.seed),
            "repeat": Self.number(entry.run.repetition), "status": .string(entry.status),
            "epochs": Self.number(entry.run.epochs), "best_epoch": Self.number(entry.bestEpoch),
            "time_total": Self.number(entry.run.totalTime), "inference_time": Self.number(entry.run.inferenceTime),
            "sources": .array(entry.sources.map(Self.node)),
            "findings": .array(
              entry.findings.map {
                [
                  "code": .string($0.code.rawValue), "severity": .string($0.severity), "path": Self.text($0.path),
                  "pointer": Self.text($0.pointer), "line": Self.number($0.line), "message": .string($0.message),
                  "expected": Self.text($0.expected),
                ]
              }),
          ]
        }),
    ]
  }

  private static func node(_ value: ValueEntry) -> JSONNode {
    [
      "metric": .string(value.metric.name.rawValue), "unit": .string(value.metric.unit.rawValue),
      "description": .string(value.metric.title), "rule": .string(value.rule.rawValue), "value": number(value.value),
      "column": node(value.note), "score_column": node(value.scoreNote),
      "runs": .array(
        value.runs.map { run in
          [
            "seed": number(run.run.seed), "repeat": number(run.run.repetition), "budget": number(run.run.budget),
            "epoch": number(run.epoch), "value": number(run.value),
            "curve": .array(run.curve.map { Curve.isAbsent($0) ? .null : .double($0) }),
          ]
        }),
    ]
  }

  private static func node(_ note: StoredNote?) -> JSONNode {
    guard let note else { return .null }
    return [
      "table": .string(note.table), "column": .string(note.column), "unit": .string(note.unit),
      "description": .string(note.text), "formula": text(note.formula), "provenance": .string(note.provenance),
    ]
  }

  private static func text(_ text: String?) -> JSONNode { text.map { .string($0) } ?? .null }
  private static func number(_ value: Int?) -> JSONNode { value.map { .integer(Int64($0)) } ?? .null }
  private static func number(_ value: Double?) -> JSONNode { value.map { .double($0) } ?? .null }
}
