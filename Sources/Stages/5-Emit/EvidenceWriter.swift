import Bytes
import Core
import JSON

/// Writes the parts of a run as it was read; files by their place among the files of the line.
struct EvidenceWriter: ~Copyable {
  var output = JSONWriter()
  private let numbers: [Int: Int]

  init(numbers: [Int: Int]) { self.numbers = numbers }

  var text: String { output.output.string }

  mutating func claims<Value>(
    _ key: StaticString, _ claims: [Claim<Value>], _ value: (inout JSONWriter, Value) -> Void
  ) {
    output.key(key)
    output.beginArray()
    for claim in claims { write(claim, value) }
    output.endArray()
  }

  mutating func claim<Value>(_ key: StaticString, _ claim: Claim<Value>?, _ value: (inout JSONWriter, Value) -> Void) {
    guard let claim else { return }
    output.key(key)
    write(claim, value)
  }

  private mutating func write<Value>(_ claim: Claim<Value>, _ value: (inout JSONWriter, Value) -> Void) {
    output.beginObject()
    output.key("value")
    value(&output, claim.value)
    place(claim.place)
    output.endObject()
  }

  private mutating func place(_ place: Place) {
    output.member("file", numbers[place.file])
    if let line = place.line { output.member("line", line) }
    if let pointer = place.pointer { output.member("pointer", pointer) }
    if place.isPath {
      output.key("is_path")
      output.boolean(true)
    }
  }

  mutating func curve(_ curve: Curve, _ names: [MetricName]) {
    output.key("metrics")
    output.beginObject()
    for (index, name) in names.enumerated() {
      output.key(name.rawValue)
      output.beginArray()
      for value in curve.column(index) { number(value) }
      output.endArray()
    }
    output.endObject()
  }

  mutating func values(_ values: [Double], _ names: [MetricName]) {
    output.key("values")
    output.beginObject()
    for (name, value) in zip(names, values) {
      output.key(name.rawValue)
      number(value)
    }
    output.endObject()
  }

  private mutating func number(_ value: Double) {
    if Curve.isAbsent(value) { output.null() } else { output.double(value) }
  }

  mutating func info(_ info: [Attribute]) {
    output.key("info")
    output.beginArray()
    for fact in info {
      output.beginArray()
      output.string(fact.key)
      output.string(fact.value)
      output.endArray()
    }
    output.endArray()
  }

  mutating func problems(_ problems: [Problem]) {
    output.key("problems")
    output.beginArray()
    for problem in problems {
      output.beginObject()
      output.member("code", problem.code.rawValue)
      if let severity = problem.severity { output.member("severity", severity.rawValue) }
      place(problem.place)
      output.member("message", problem.message)
      if let expected = problem.expected { output.member("expected", expected) }
      output.member("hint", problem.hint)
      if problem.isOfComparison {
        output.key("of_comparison")
        output.boolean(true)
      }
      output.endObject()
    }
    output.endArray()
  }
}
