import Bytes
import Formats

extension ContainerReport {
  /// Whether a file is one of TensorBoard events: its first record states the version of its format.
  static func isEventFile(_ bytes: RawSpan) -> Bool {
    guard bytes.byteCount > 24, case let length = bytes.extracting(0..<8).wordOrTail(at: 0), length < 1024 else {
      return false
    }
    return (12..<min(bytes.byteCount, 12 + Int(length))).contains { bytes.starts(with: "brain.Event:", at: $0) }
  }

  /// The tags of an event file with their steps and ranges, and whether it is whole.
  static func events(_ bytes: RawSpan) -> ContainerReport {
    let file = EventFileReader.read(bytes)
    var facts: [ContainerFact] = [.text("container", "TensorBoard event file")]
    if let version = file.version { facts.append(.text("version", "brain.Event:\(Int(version))")) }
    facts += [.number("size", bytes.byteCount), .number("events", file.eventCount)]
    if !file.sessionStarts.isEmpty {
      facts.append(.texts("sessions start at step", file.sessionStarts.map { "\($0.step)" }))
    }
    facts.append(.table("tags", tags(of: file)))
    if file.paddingSize > 0 { facts.append(.number("zero bytes behind the last event", file.paddingSize)) }
    if let damage = file.damage { facts.append(.text(damage.isCut ? "cut" : "problem", "\(damage)")) }
    if file.problemCount > 0 {
      facts.append(.number("events passed over", file.problemCount))
      facts.append(.texts("such as", file.problems.prefix(3).map(\.description)))
    }
    return ContainerReport(facts: facts)
  }

  private struct TagUse {
    var kinds: Set<String> = []
    var steps: ClosedRange<Int64>?
    var values = 0
    var numbers = NumberRange()
  }

  private static func tags(of file: EventFile) -> ContainerFact.Table {
    var uses = file.tags.map { _ in TagUse() }
    for value in file.values {
      uses[value.tag].values += 1
      let steps = uses[value.tag].steps
      uses[value.tag].steps =
        min(
          steps?.lowerBound ?? value.step, value.step)...max(
          steps?.upperBound ?? value.step, value.step)
      uses[value.tag].kinds.insert(kind(of: value.content))
      if case .scalar(let number) = value.content { uses[value.tag].numbers.note(number) }
    }
    return ContainerFact.Table(
      columns: ["tag", "plugin", "kind", "values", "first_step", "last_step", "least", "most", "special"],
      rows: zip(file.tags, uses).map { tag, use in
        [
          .text(tag.name), tag.plugin.map { .text($0) } ?? .nothing, .text(use.kinds.sorted().joined(separator: ", ")),
          .number(use.values), use.steps.map { .number(Int($0.lowerBound)) } ?? .nothing,
          use.steps.map { .number(Int($0.upperBound)) } ?? .nothing, ContainerFact.Cell(use.numbers.least),
          ContainerFact.Cell(use.numbers.most), .number(use.numbers.special),
        ]
      })
  }

  private static func kind(of content: EventValue.Content) -> String {
    switch content {
    case .scalar: "scalar"
    case .tensor: "tensor"
    case .histogram: "histogram"
    case .image: "image"
    case .audio: "audio"
    case .nothing: "metadata"
    }
  }
}
