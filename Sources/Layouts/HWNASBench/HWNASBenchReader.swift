import Bytes
import Core
import Formats
import SearchSpaces

/// Reads released files of HW-NAS-Bench on one thread.
struct HWNASBenchReader: SourceReader {
  private var buffer = ByteBuffer()

  mutating func read(_ unit: SourceUnit, from files: any FileSource) -> [RawRun] {
    unit.records.flatMap { read($0, files) }
  }

  private mutating func read(_ file: Int, _ files: any FileSource) -> [RawRun] {
    let document: PickleDocument
    do throws(UnreadablePickle) {
      document = try PickledFile.document(file, with: &buffer, from: files)
    } catch {
      return [PickledFile.unreadable(file, error.problem)]
    }
    guard let part = document.value("nasbench201", in: document.root), document.kind(of: part) == .dictionary else {
      return [
        PickledFile.unreadable(
          file, Self.problem(file, "", "there is no dictionary 'nasbench201'", expected: "the file of HW-NAS-Bench"))
      ]
    }
    var runs: [RawRun] = []
    for dataset in document.members(of: part) { runs += read(dataset, document, file) }
    for member in document.members(of: document.root) where !document.text(member.key, equals: "nasbench201") {
      let name = document.pointerPart(member.key)
      guard !runs.isEmpty else { break }
      runs[0].report(
        Problem(
          "READ-02", at: Place(file: file, pointer: "/\(name)"),
          "'\(name)' is not taken: it tabulates single operators, no architectures", expected: "'nasbench201'",
          hint: "read the operators from the file itself", severity: .warning))
    }
    return runs
  }

  private static func problem(_ file: Int, _ pointer: String, _ message: String, expected: String) -> Problem {
    Problem(
      "READ-02", at: Place(file: file, pointer: pointer), message, expected: expected,
      hint: "take the file as the authors published it")
  }

  private func read(_ dataset: PickleMember, _ document: PickleDocument, _ file: Int) -> [RawRun] {
    let name = TransNASReader.clipped(document.string(dataset.key) ?? document.shown(dataset.key))
    let pointer = "/nasbench201/\(document.pointerPart(dataset.key))"
    var lists: [PickleElements?] = Array(repeating: nil, count: HWNASBench.values.count)
    var configurations: PickleElements?
    var problems: [Problem] = []
    for member in document.members(of: dataset.value) {
      let elements = document.elements(of: member.value)
      if document.text(member.key, equals: "config") {
        configurations = elements
      } else if let place = HWNASBench.values.firstIndex(where: {
        document.text(member.key, equals: Array($0.name.rawValue.utf8))
      }) {
        lists[place] = elements
      } else {
        problems.append(
          Self.problem(
            file, pointer, "\(document.shown(member.key)) is no quantity of the benchmark",
            expected: HWNASBench.values.map(\.name.rawValue).joined(separator: ", ")))
      }
    }
    let count = max(configurations?.count ?? 0, lists.map { $0?.count ?? 0 }.max() ?? 0)
    if count > NASBench201Cell.count || count == 0 {
      problems.append(
        Self.problem(
          file, pointer, "\(count) architectures", expected: "lists of 1 to \(NASBench201Cell.count) elements"))
      return [PickledFile.unreadable(file, problems[0])]
    }
    return (0..<count).map { index in
      var run = RawRun()
      let place = Place(file: file, pointer: "\(pointer)/config/\(index)")
      run.sources = [SourceReference(file: file, pointer: place.pointer ?? "")]
      run.tasks = [Claim(name, at: place)]
      run.architectures = [Claim(NASBench201().encode(NASBench201Cell(index: index)), at: place)]
      if let configurations, index < configurations.count,
        let text = document.value("arch_str", in: configurations[index]).flatMap({ document.string($0) })
      {
        run.architectures.append(Claim(TransNASReader.clipped(text), at: place))
      }
      run.status = Claim("finished", at: Place(file: file, pointer: (place.pointer ?? "") + "/arch_str"))
      run.budget = Claim(1, at: place)
      run.epochs = [0]
      run.curve = Curve(epochs: 1, metrics: 0)
      run.problems = problems
      run.values = lists.enumerated().map { number, list in
        guard let list, index < list.count, !document.isNone(list[index]) else { return Curve.absent }
        guard let value = document.double(list[index]) else {
          run.report(
            Self.problem(
              file, "\(pointer)/\(HWNASBench.values[number].name)/\(index)",
              "\(document.shown(list[index]))", expected: "a number"))
          return Curve.absent
        }
        return value.isNaN ? .nan : value
      }
      return run
    }
  }
}
