import Bytes
import Core
import JSON

/// Parses runs, one line after the other; keep one per thread.
struct ReleaseLineParser {
  private var tape = JSONTape()
  private var spaces = RecentText()
  private var tasks = RecentText()
  private var statuses = RecentText()
  /// By place in the line.
  private var columnNames: [RecentText] = []
  /// Values of a run as a whole whose special values are texts.
  private let values: Set<MetricName>

  /// - Parameter head: Tells the texts in `info` that stand for numbers from those that are facts; may be nil.
  init(_ head: ReleaseHead?) {
    values = Set(head?.tasks.flatMap { $0.values.map(\.name) } ?? [])
  }

  /// Whether a line begins as a head does.
  static func isHead(_ line: RawSpan) -> Bool { line.starts(with: "{\"cellar_release\"", at: 0) }

  /// Parses the first line.
  mutating func head(_ line: RawSpan) throws(ReleaseLineFault) -> ReleaseHead {
    try parseDocument(line)
    let root = JSONFieldReader(tape.root, tape)
    try root.expectMembers(["cellar_release"], tape)
    return try ReleaseHead(try root.object("cellar_release", tape), of: tape)
  }

  /// Parses a run.
  mutating func run(_ line: RawSpan) throws(ReleaseLineFault) -> ReleaseLine {
    try parseDocument(line)
    let root = tape.root
    guard tape.kind(of: root) == .object else {
      throw ReleaseLineFault(root, tape, tape.kind(of: root).description, expected: "an object")
    }
    try expectSingle(root)
    var run = ReleaseLine(
      space: "", encoding: "", task: "", budget: -1, seed: nil, repetition: nil, status: "",
      columns: ReleaseColumns())
    var seen = Members()
    var behind: [JSONMember] = []
    for member in tape.members(of: root) {
      try read(member, &run, &seen, &behind)
    }
    try seen.check(root, tape)
    for member in behind { try readColumn(member, isMetric: false, &run) }
    return run
  }

  private mutating func parseDocument(_ line: RawSpan) throws(ReleaseLineFault) {
    do throws(JSONError) { try tape.parse(line) } catch { throw ReleaseLineFault(error) }
  }

  private func expectSingle(_ object: JSONValue) throws(ReleaseLineFault) {
    if let twice = tape.firstDuplicateKey(in: object) {
      throw ReleaseLineFault(twice.key, tape, "a key for the second time", expected: "every key once")
    }
  }

  /// Which members of a run were there.
  private struct Members: OptionSet {
    let rawValue: UInt16
    static let names = ["space", "encoding", "task", "budget", "status", "metrics"]

    init(rawValue: UInt16) { self.rawValue = rawValue }
    init(_ place: Int) { rawValue = 1 << UInt16(place) }

    func check(_ root: JSONValue, _ tape: borrowing JSONTape) throws(ReleaseLineFault) {
      for (place, name) in Self.names.enumerated() where !contains(Members(place)) {
        throw ReleaseLineFault(root, tape, "'\(name)' is missing", expected: "a run with '\(name)'")
      }
    }
  }

  private mutating func read(
    _ member: JSONMember, _ run: inout ReleaseLine, _ seen: inout Members, _ behind: inout [JSONMember]
  ) throws(ReleaseLineFault) {
    let (key, value) = (member.key, member.value)
    if tape.text(key, equals: "space") {
      run.space = SpaceID(try text(value, &spaces))
      seen.insert(Members(0))
    } else if tape.text(key, equals: "encoding") {
      run.encoding = try text(value)
      seen.insert(Members(1))
    } else if tape.text(key, equals: "task") {
      run.task = TaskName(try text(value, &tasks))
      seen.insert(Members(2))
    } else if tape.text(key, equals: "budget") {
      guard let budget = tape.integer(value), budget >= 0 else { throw mismatch(value, "a whole number of epochs") }
      run.budget = Int(budget)
      seen.insert(Members(3))
    } else if tape.text(key, equals: "seed") {
      run.seed = try integer(value)
    } else if tape.text(key, equals: "repeat") {
      run.repetition = try integer(value)
    } else if tape.text(key, equals: "status") {
      run.status = try text(value, &statuses)
      seen.insert(Members(4))
    } else if tape.text(key, equals: "metrics") {
      guard tape.kind(of: value) == .object else { throw mismatch(value, "an object") }
      try expectSingle(value)
      for column in tape.members(of: value) { try readColumn(column, isMetric: true, &run) }
      seen.insert(Members(5))
    } else if tape.text(key, equals: "info") {
      try readInfo(value, &run)
    } else if tape.text(key, equals: "sources") {
      try readSources(value, &run)
    } else if tape.text(key, equals: "values") {
      guard tape.kind(of: value) == .object else { throw mismatch(value, "an object") }
      try expectSingle(value)
      for member in tape.members(of: value) {
        let number = try tape.releaseNumber(member.value) ?? Curve.absent
        run.values.append(ReleaseValue(name: MetricName(try text(member.key)), value: number))
      }
    } else if tape.text(key, equals: "costs") {
      guard tape.kind(of: value) == .object else { throw mismatch(value, "an object") }
    } else if tape.kind(of: value) == .array {
      behind.append(member)
    } else {
      throw ReleaseLineFault(
        key, tape, "'\((tape.string(key) ?? "").prefix(80))' is \(tape.kind(of: value).description)",
        expected: "a member of a run, or a column of numbers")
    }
  }

  private mutating func readColumn(
    _ member: JSONMember, isMetric: Bool, _ run: inout ReleaseLine
  ) throws(ReleaseLineFault) {
    guard tape.kind(of: member.value) == .array else { throw mismatch(member.value, "an array of numbers") }
    let place = run.columns.names.count
    if place == columnNames.count { columnNames.append(RecentText()) }
    let name = MetricName(try text(member.key, &columnNames[place]))
    if !isMetric, run.columns.names.contains(where: { $0.name == name }) {
      throw ReleaseLineFault(member.key, tape, "'\(name)' for the second time", expected: "every column once")
    }
    let other = try run.columns.append(ReleaseColumns.Name(name, isMetric: isMetric)) {
      (values) throws(ReleaseLineFault) in
      for element in tape.elements(of: member.value) {
        if tape.kind(of: element) == .double, let value = tape.double(element), value.isFinite {
          values.append(value)
        } else {
          values.append(try tape.releaseNumber(element) ?? Curve.absent)
        }
      }
    }
    if let other {
      throw ReleaseLineFault(
        offset: 0, pointer: "/\(name)", "\(other) epochs",
        expected: "\(run.epochs), as '\(run.columns.names[0].name)' has")
    }
  }

  private func readInfo(_ value: JSONValue, _ run: inout ReleaseLine) throws(ReleaseLineFault) {
    guard tape.kind(of: value) == .object else { throw mismatch(value, "an object") }
    try expectSingle(value)
    for member in tape.members(of: value) {
      if tape.text(member.key, equals: "inference_time") {
        run.inferenceTime = try tape.releaseNumber(member.value)
      } else if tape.text(member.key, equals: "params") {
        run.params = try integer(member.value)
      } else if tape.text(member.key, equals: "time_total") {
        _ = try tape.releaseNumber(member.value)
      } else {
        try readFact(member, &run)
      }
    }
  }

  private func readFact(_ member: JSONMember, _ run: inout ReleaseLine) throws(ReleaseLineFault) {
    let key = tape.string(member.key) ?? ""
    let isValue = values.contains(MetricName(key))
    switch tape.kind(of: member.value) {
    case .null: return
    case .string where !(isValue && tape.specialNumber(member.value) != nil):
      let original = key.hasPrefix("logged_") ? String(key.dropFirst(7)) : key
      run.info.append(
        Attribute(ReleaseLineWriter.numbers.contains(original) ? original : key, tape.string(member.value) ?? ""))
    default:
      guard let number = try tape.releaseNumber(member.value) else { return }
      run.values.append(ReleaseValue(name: MetricName(key), value: number))
    }
  }

  private func readSources(_ value: JSONValue, _ run: inout ReleaseLine) throws(ReleaseLineFault) {
    guard tape.kind(of: value) == .array else { throw mismatch(value, "an array") }
    for element in tape.elements(of: value) { run.sources.append(try ReleaseSource(element, of: tape)) }
  }

  private func text(_ value: JSONValue) throws(ReleaseLineFault) -> String {
    guard let text = tape.string(value) else { throw mismatch(value, "a text") }
    return text
  }

  private func text(_ value: JSONValue, _ recent: inout RecentText) throws(ReleaseLineFault) -> String {
    guard let text = recent.text(value, tape) else { throw mismatch(value, "a text") }
    return text
  }

  private func integer(_ value: JSONValue) throws(ReleaseLineFault) -> Int? {
    if tape.isNull(value) { return nil }
    guard let number = tape.integer(value) else { throw mismatch(value, "a whole number or null") }
    return Int(number)
  }

  private func mismatch(_ value: JSONValue, _ expected: String) -> ReleaseLineFault {
    let found =
      tape.count(of: value) == 0 ? String(tape.sourceText(of: value).prefix(80)) : tape.kind(of: value).description
    return ReleaseLineFault(value, tape, found, expected: expected)
  }
}

extension ReleaseSource {
  /// Reads an element of `sources`.
  init(_ value: JSONValue, of tape: borrowing JSONTape) throws(ReleaseLineFault) {
    let reader = JSONFieldReader(value, tape)
    try reader.expectMembers(["path", "sha256", "pointer"], tape)
    self.init(
      path: try reader.text("path", tape), sha256: try reader.optional("sha256", tape) { $0 },
      pointer: try reader.text("pointer", tape))
  }
}
