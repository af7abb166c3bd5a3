import Bytes
import Core
import JSON
import SearchSpaces

/// Reads the published file of NAS-Bench-Macro, on one thread.
struct NASBenchMacroReader: SourceReader {
  /// The most bytes of a file; the published one has 1.2 MB.
  static let sizeLimit = 1 << 26
  private static let fields = ["test_acc", "mean_acc", "std", "params", "flops"]
  /// How far a published mean may lie from that of its numbers, relatively.
  private static let tolerance = 1e-9

  private let space = NASBenchMacro()
  private var document = JSONDocumentFile()

  mutating func read(_ unit: SourceUnit, from files: any FileSource) -> [RawRun] {
    unit.records.flatMap { file -> [RawRun] in
      if let problem = document.load(file, files, limit: Self.sizeLimit) {
        return [RunProblem.unreadRun(file, pointer: "", problem)]
      }
      let members = document.tape.members(of: document.tape.root)
      let twice = document.tape.firstDuplicateKey(in: document.tape.root)
      let runs = members.flatMap { self.runs(of: $0, file, isTwice: twice?.key == $0.key) }
      if !runs.isEmpty { return runs }
      let kind = document.tape.kind(of: document.tape.root).description
      return [
        RunProblem.unreadRun(
          file, pointer: "",
          RunProblem.unparsable(
            "the document is \(kind) without architectures", expected: "an object with one member per architecture",
            at: Place(file: file, pointer: ""), hint: "restore the published file"))
      ]
    }
  }

  /// One run per number of `test_acc`; one with the findings where there is none.
  private func runs(of member: JSONMember, _ file: Int, isTwice: Bool) -> [RawRun] {
    let tape = document.tape
    let reading = JSONValueReading(tape: tape, missing: [])
    let encoding = RunHead.clipped(tape.string(member.key) ?? "")
    let pointer = "/\(escapedForPointer(encoding))"
    var head = RawRun()
    head.sources = [SourceReference(file: file, pointer: pointer)]
    let place = Place(file: file, pointer: pointer)
    head.architectures = [Claim(encoding, at: place)]
    head.tasks = [Claim("cifar10", at: place)]
    head.budget = Claim(NASBenchMacroJSON.epochs, at: place)
    head.status = Claim("finished", at: Place(file: file, pointer: pointer + "/status"))
    if isTwice {
      head.report(
        Problem(
          "READ-03", at: place, "the architecture '\(encoding)' stands twice", expected: "every architecture once",
          hint: "restore the published file"))
    }
    for field in tape.members(of: member.value) {
      let name = tape.string(field.key) ?? ""
      guard !Self.fields.contains(name) else { continue }
      head.report(RunProblem.unfit(name, "an unknown field", expected: Self.fields.joined(separator: ", "), at: place))
    }
    readFields(member.value, reading, place, &head)
    guard case .column(let accuracies) = reading.number(tape.value("test_acc", in: member.value)), !accuracies.isEmpty
    else {
      head.report(
        RunProblem.unfit(
          "test_acc", tape.value("test_acc", in: member.value).map { tape.sourceText(of: $0) } ?? "missing",
          expected: "a list of test accuracies", at: place))
      return [head]
    }
    check(accuracies, reading.number(tape.value("mean_acc", in: member.value)), place, &head)
    return accuracies.enumerated().map { index, accuracy in
      var run = head
      run.repetition = index
      run.sources = [SourceReference(file: file, pointer: "\(pointer)/test_acc/\(index)")]
      var curve = Curve(epochs: NASBenchMacroJSON.epochs, metrics: 1)
      curve[0, NASBenchMacroJSON.epochs - 1] = accuracy
      run.epochs = Array(0..<NASBenchMacroJSON.epochs)
      run.curve = curve
      return run
    }
  }

  private func readFields(_ record: JSONValue, _ reading: JSONValueReading, _ place: Place, _ run: inout RawRun) {
    let tape = reading.tape
    for definition in NASBenchMacroJSON.schema.values {
      let field = definition.rawName ?? ""
      switch reading.number(tape.value(field, in: record)) {
      case .value(let number): run.values.append(number)
      case .absent:
        run.values.append(Curve.absent)
        run.report(RunProblem.missing("'\(field)'", fields: [field], at: place))
      default:
        run.values.append(Curve.absent)
        run.report(RunProblem.unfit(field, "no number", expected: "a number", at: place))
      }
    }
    if let value = tape.value("params", in: record), let params = tape.integer(value), params > 0 {
      run.loggedParams = Claim(Int(params), at: Place(file: place.file, pointer: "\(place.pointer ?? "")/params"))
    } else {
      run.report(RunProblem.missing("'params'", fields: ["params"], at: place))
    }
    // Only one of the architectures that differ in the place of their identities was trained.
    if let encoding = run.architectures.first?.value, let cell = try? space.parse(encoding) {
      let trained = space.classID(of: cell, under: .published).dropFirst("published:".count)
      if trained != encoding { run.info.append(Attribute("trained_as", String(trained))) }
    }
  }

  private func check(_ accuracies: [Double], _ mean: NumberCell, _ place: Place, _ run: inout RawRun) {
    let computed = accuracies.reduce(0, +) / Double(accuracies.count)
    guard case .value(let published) = mean, !(abs(published - computed) <= Self.tolerance * max(1, abs(computed)))
    else { return }
    run.report(
      RunProblem.unfit(
        "mean_acc", "\(published)", expected: "the mean of 'test_acc', \(computed)", at: place))
  }

  mutating func record(at reference: SourceReference, from files: any FileSource) -> String {
    // The numbers of one architecture are told with the whole of its record.
    var reference = reference
    if let cut = reference.pointer.dropFirst().firstIndex(of: "/") {
      reference.pointer = String(reference.pointer[..<cut])
    }
    return document.record(at: reference, files, limit: Self.sizeLimit)
  }
}
