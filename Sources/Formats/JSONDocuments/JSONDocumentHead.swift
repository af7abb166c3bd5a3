import Bytes
import Core
import JSON

/// What the document of `JSONDocumentWriter` says before its data.
struct JSONDocumentHead {
  /// What the release lines begin with; made of names alone where the document has no member `release`.
  private(set) var release = ReleaseHead(metadata: [], tasks: [])
  /// Whether `format` says that this is such a document.
  private(set) var isOurs = false
  /// The id of each space by its key under `data`.
  private(set) var spaces: [String: SpaceID] = [:]
  private var columns: [(task: TaskName, names: [MetricName])] = []
  private var hasRelease = false

  /// Takes up a member.
  mutating func take(_ value: JSONDocumentScanner.Value) throws(ReleaseLineFault) {
    var tape = JSONTape()
    do throws(JSONError) {
      try value.bytes.withBytes { (bytes) throws(JSONError) in try tape.parse(bytes) }
    } catch {
      throw ReleaseLineFault(offset: value.offset + error.offset, error.reason.message)
    }
    do throws(ReleaseLineFault) {
      switch String(decoding: value.keys[0].dropFirst().dropLast(), as: UTF8.self) {
      case "format":
        isOurs = tape.string(tape.root) == "cellar-api"
        if !isOurs { throw foreign(value) }
      case "metrics_dict":
        for task in tape.members(of: tape.root) {
          columns.append(
            (
              TaskName(tape.string(task.key) ?? ""),
              tape.elements(of: task.value).map { MetricName(tape.string($0) ?? "") }
            ))
        }
      case "release":
        release = try ReleaseHead(tape.root, of: tape)
        hasRelease = true
      case "space_ids":
        for space in tape.members(of: tape.root) {
          spaces[tape.string(space.key) ?? ""] = SpaceID(tape.string(space.value) ?? "")
        }
      case "schema_version", "task_list", "info_names", "model_info_counter": break
      case let key:
        throw ReleaseLineFault(
          offset: 0, "member '\(key.prefix(80))'", expected: "a member of the document of a release")
      }
    } catch {
      var fault = error
      fault.offset += value.offset
      fault.isForeign = !isOurs
      throw fault
    }
  }

  /// Makes sure that the data can be read.
  mutating func check() throws(ReleaseLineFault) {
    guard isOurs else { throw foreign(nil) }
    guard !hasRelease else { return }
    hasRelease = true
    release.tasks = columns.map { task, names in
      let metrics = names.map { name in
        let prefix = name.rawValue.split(separator: "_").first.map(String.init) ?? ""
        return MetricDefinition(
          name: name, rawName: nil, split: Split(rawValue: prefix), unit: .none, direction: .none, title: "")
      }
      return ReleaseHeadTask(
        space: "", schema: TaskSchema(name: task, metrics: metrics), scoreMetric: "", budgets: [])
    }
  }

  /// The task `name` of `space`, of any space where the document does not tell them apart.
  func task(_ name: TaskName, of space: SpaceID) -> ReleaseHeadTask? {
    release.tasks.first { $0.name == name && ($0.space == space || $0.space == "") }
  }

  private func foreign(_ value: JSONDocumentScanner.Value?) -> ReleaseLineFault {
    var fault = ReleaseLineFault(
      offset: value?.offset ?? 0, "a JSON document, but not one of a Cellar release",
      expected: "the member format 'cellar-api' before the data")
    fault.isForeign = true
    return fault
  }
}
