import Bytes
import Core
import JSON

/// Looks at the costs in lines of `<name>.jsonl.gz`, which follow from the architecture and the task.
struct JSONLineCosts {
  private let release: Release
  /// The index of each architecture, by space.
  private let architectures: [[String: Int]]
  private var tape = JSONTape()

  init(_ release: Release) {
    self.release = release
    architectures = release.spaces.map { space in
      Dictionary(space.architectures.enumerated().map { ($1.encoding, $0) }) { first, _ in first }
    }
  }

  /// How the costs of the line, the `number`th, differ from what they ought to be; nil where they do not.
  mutating func difference(in line: RawSpan, _ number: Int) -> ArtifactDifference? {
    do throws(JSONError) { try tape.parse(line) } catch {
      return ArtifactDifference(found: "line \(number): \(error)", expected: "a run")
    }
    guard let place = release.spaces.firstIndex(where: { isText("space", $0.id.rawValue) }),
      let task = release.spaces[place].tasks.first(where: { isText("task", $0.name.rawValue) }),
      let encoding = tape.value("encoding", in: tape.root).flatMap(tape.string),
      let architecture = architectures[place][encoding], let costs = tape.value("costs", in: tape.root)
    else { return ArtifactDifference(found: "line \(number): no run of the release", expected: "a run with its costs") }
    let space = release.spaces[place]
    var wanted: [String: Int] = [:]
    JSONRunLine(release: release, space: space, task: task, budget: 0).forEachCost(
      of: space.architectures[architecture].description
    ) { wanted[$0] = $1 }
    for (key, value) in tape.members(of: costs).map({ (tape.string($0.key) ?? "", $0.value) }) {
      let expected = wanted.removeValue(forKey: key)
      let stored = tape.integer(value)
      if stored == nil || stored != expected.map(Int64.init) {
        return ArtifactDifference(
          found: "line \(number) (\(encoding), \(task.name)): \(key) \(stored.map { "\($0)" } ?? "that is no count")",
          expected: expected.map { "\($0)" } ?? "no such cost")
      }
    }
    guard let missing = wanted.min(by: { $0.key < $1.key }) else { return nil }
    return ArtifactDifference(
      found: "line \(number) (\(encoding), \(task.name)): no \(missing.key)", expected: "\(missing.value)")
  }

  private func isText(_ key: StaticString, _ text: String) -> Bool {
    tape.value(key, in: tape.root).map { tape.text($0, equals: Array(text.utf8)) } ?? false
  }
}
