import Bindings
import Bytes
import Core
import JSON

/// Holds what a file tells of its groups and datasets against what `HDF5Writer` makes of a release. The values of
/// metrics at every epoch, from which the release may have been read, are left out.
struct HDF5Comparison {
  /// What a dataset ought to be.
  private struct Dataset {
    var column: HDF5Column
    /// The encodings of the rows, where the group has them.
    var encodings: [String] = []
  }

  private var groups: [String: HDF5Attributes] = [:]
  private var datasets: [String: Dataset] = [:]
  /// The paths of all of these, in the order of the file.
  private var paths: [String] = []
  private var seen: Set<String> = []
  /// The first difference of each object, by path.
  private var found: [String: ArtifactDifference] = [:]
  private var others: [ArtifactDifference] = []
  /// The dataset whose values come next, and its next row.
  private var current: (path: String, row: Int)?
  private var tape = JSONTape()
  private let path: String

  /// - Parameter path: The file, for errors.
  init(_ release: Release, path: String) {
    self.path = path
    for space in release.spaces {
      let home = "/\(space.id)"
      add(home, space.hdf5Attributes)
      var table = HDF5Table()
      table.addArchitectures(of: space)
      add("\(home)/architectures", [], table)
      for task in space.tasks {
        for group in task.groups {
          if task.groups.count > 1, group.budget == task.groups[0].budget { add("\(home)/\(task.name)", []) }
          let place = "\(home)/\(task.name)" + (task.groups.count > 1 ? "/\(group.budget)" : "")
          var runs = HDF5Table()
          runs.addRuns(of: group, task, space)
          add(place, group.hdf5Attributes(task), runs)
          var special = HDF5Table()
          special.addSpecialValues(group.specialEntries(task.schema))
          add("\(place)/special_value", [], special)
        }
      }
    }
  }

  private mutating func add(_ group: String, _ attributes: HDF5Attributes, _ table: HDF5Table = HDF5Table()) {
    groups[group] = attributes
    paths.append(group)
    var encodings: [String] = []
    for column in table.columns {
      if column.name == "encoding", case .texts(let texts) = column.content { encodings = texts }
    }
    for column in table.columns {
      let isOfRows = column.content.count == encodings.count
      datasets["\(group)/\(column.name)"] = Dataset(column: column, encodings: isOfRows ? encodings : [])
      paths.append("\(group)/\(column.name)")
    }
  }

  /// Takes up the next line of the file.
  mutating func take(_ line: RawSpan) throws(ReleaseInputError) {
    do throws(JSONError) { try tape.parse(line) } catch {
      throw ReleaseInputError(.crashed, path, "the process that reads HDF5 wrote what is no JSON: \(error)")
    }
    if let values = tape.value("values", in: tape.root) {
      takeValues(values)
    } else if let path = tape.value("path", in: tape.root).flatMap(tape.string) {
      current = nil
      seen.insert(path)
      if tape.value("shape", in: tape.root) == nil { takeGroup(path) } else { takeDataset(path) }
    }
  }

  /// What differs, in the order of the file, then what no release has.
  mutating func finish() -> [ArtifactDifference] {
    for path in paths where !seen.contains(path) {
      // What is missing with its group is not told again.
      let parent = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
      if seen.contains(parent) || !paths.contains(parent) {
        note(path, "no \(groups[path] == nil ? "dataset" : "group") \(path)", "it to be there")
      }
    }
    return paths.compactMap { found[$0] } + others
  }

  private mutating func note(_ path: String, _ text: String, _ expected: String) {
    if found[path] == nil { found[path] = ArtifactDifference(found: text, expected: expected) }
  }

  private mutating func takeGroup(_ path: String) {
    guard let attributes = groups[path] else {
      others.append(ArtifactDifference(found: "a group \(path)", expected: "none of that name"))
      return
    }
    compare(path, attributes)
  }

  private mutating func takeDataset(_ path: String) {
    guard let dataset = datasets[path] else {
      others.append(ArtifactDifference(found: "a dataset \(path)", expected: "none of that name"))
      return
    }
    let kind = tape.value("kind", in: tape.root).flatMap(tape.string) ?? ""
    let shape = tape.value("shape", in: tape.root).map { tape.elements(of: $0).map { tape.integer($0) ?? -1 } } ?? []
    let wanted = dataset.column.content
    if kind != wanted.kind.word {
      note(path, "\(path): values of kind \(kind)", wanted.kind.word)
    } else if shape != wanted.shape.map(Int64.init) {
      note(path, "\(path): \(shape) values", "\(wanted.shape)")
    } else {
      current = (path, 0)
    }
    compare(path, dataset.column.attributes)
  }

  /// Holds the attributes of the line against `attributes`; a file has more, that tie datasets to dimensions.
  private mutating func compare(_ path: String, _ attributes: HDF5Attributes) {
    var stored: [String: HDF5AttributeValue] = [:]
    for attribute in tape.value("attributes", in: tape.root).map({ Array(tape.elements(of: $0)) }) ?? [] {
      let parts = Array(tape.elements(of: attribute))
      guard parts.count >= 2, let name = tape.string(parts[0]), let type = tape.string(parts[1]) else { continue }
      stored[name] = parts.count > 2 ? value(parts[2], type) : .other
    }
    for (name, value) in attributes where !isSame(stored[name], value) {
      note(path, "attribute \(name) of \(path) is \(text(stored[name]))", text(value))
    }
    for name in stored.keys.sorted()
    where Self.optional.contains(name) && !attributes.contains(where: { $0.name == name }) {
      note(path, "attribute \(name) of \(path) is \(text(stored[name]))", "none of that name")
    }
  }

  /// Attributes that some objects have and others have not.
  private static let optional: Set<String> = [
    "formula", "split", "lower", "upper", "direction", "coordinates", "noise_sd", "noise_df", "noise_copies",
    "noise_kind",
  ]

  private func value(_ value: JSONValue, _ type: String) -> HDF5AttributeValue {
    switch type {
    case "text": tape.string(value).map { .text($0) } ?? .other
    case "integer": tape.integer(value).map { .integer($0) } ?? .other
    default: number(value).map { .number($0) } ?? .other
    }
  }

  /// A number as `JSONWriter` writes it, what is not finite as text.
  private func number(_ value: JSONValue) -> Double? {
    if let number = tape.double(value) { return number }
    switch tape.string(value) {
    case "NaN": return .nan
    case "Infinity": return .infinity
    case "-Infinity": return -.infinity
    default: return nil
    }
  }

  private func isSame(_ left: HDF5AttributeValue?, _ right: HDF5AttributeValue) -> Bool {
    if let left = left?.number, let right = right.number { return Self.isSame(left, right) }
    return left == right
  }

  private static func isSame(_ left: Double, _ right: Double) -> Bool {
    left.bitPattern == right.bitPattern || (left.isNaN && right.isNaN)
  }

  private func text(_ value: HDF5AttributeValue?) -> String {
    switch value {
    case nil: "missing"
    case .text(let text): "'\(text)'"
    case .integer(let number): "\(number)"
    case .number(let number): "\(number)"
    case .other: "of another type"
    }
  }

  private mutating func takeValues(_ values: JSONValue) {
    guard let (path, first) = current, let dataset = datasets[path] else { return }
    var row = first
    for value in tape.elements(of: values) {
      if row < dataset.column.content.count, let (stored, wanted) = difference(value, dataset.column.content, row) {
        let name = dataset.encodings.isEmpty ? "" : " (\(dataset.encodings[row]))"
        note(path, "\(path), row \(row)\(name): \(stored)", wanted)
        // The first is told.
        current = nil
        return
      }
      row += 1
    }
    current = (path, row)
  }

  /// What stands in a row and what ought to; nil where that is the same.
  private func difference(
    _ value: JSONValue, _ content: HDF5Column.Content, _ row: Int
  ) -> (stored: String, wanted: String)? {
    switch content {
    case .texts(let texts):
      let bytes = texts[row].utf8.span
      if tape.text(value, equals: bytes, at: 0..<bytes.count) { return nil }
      return ("'\(tape.string(value) ?? "")'", "'\(texts[row])'")
    case .numbers(.float64(let numbers), _):
      let stored = number(value)
      return stored.map { Self.isSame($0, numbers[row]) } == true ? nil : ("\(stored ?? .nan)", "\(numbers[row])")
    case .numbers(.int64(let numbers), _):
      let stored = tape.integer(value)
      return stored == numbers[row] ? nil : ("\(stored ?? 0)", "\(numbers[row])")
    case .numbers(.uint8(let numbers), _):
      let stored = tape.integer(value)
      return stored == Int64(numbers[row]) ? nil : ("\(stored ?? 0)", "\(numbers[row])")
    case .numbers(.curve, _): return nil
    }
  }
}

extension HDF5Column.Content {
  /// The number of rows.
  fileprivate var count: Int { shape.first ?? 0 }

  fileprivate var shape: [Int] {
    switch self {
    case .texts(let texts): [texts.count]
    case .numbers(let values, _): values.shape
    }
  }

  fileprivate var kind: HDF5InputDataset.Kind {
    switch self {
    case .texts: .text
    case .numbers(.float64, _), .numbers(.curve, _): .float
    case .numbers(.int64, _), .numbers(.uint8, _): .integer
    }
  }
}
