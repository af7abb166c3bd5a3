import Bytes
import Core
import Formats
import JSON

/// Turns the results of architectures into runs: `{hyper-parameters: {arch_str, all_results: {(data set, seed): …}}}`.
struct NASBench201Results {
  let document: PickleDocument
  let file: Int
  /// The configuration keys that the pipeline asks for.
  let keys: [String]
  private(set) var runs: [RawRun] = []
  /// The places in the list of the benchmark that the architecture at hand is said to have.
  private var indices: [Claim<RegistryClaim>] = []

  init(document: PickleDocument, file: Int, keys: [String]) {
    self.document = document
    self.file = file
    self.keys = keys
  }

  /// Reads one architecture with all its hyper-parameters.
  /// - Parameter listed: the architecture that the file's own list has at this index.
  /// - Parameter index: the place that the file gives the architecture in the list of the benchmark.
  mutating func readArchitecture(
    _ value: PickleValue, _ pointer: String, listed: Claim<String>?, index: Claim<RegistryClaim>?
  ) {
    let members = document.members(of: document.fields(of: value))
    if members.isEmpty { reject(pointer, "\(document.shown(value)) without results", expected: "a dictionary") }
    for member in members {
      let state = document.fields(of: member.value)
      let pointer = "\(pointer)/\(document.pointerPart(member.key))"
      guard let results = document.value("all_results", in: state), document.kind(of: results) == .dictionary else {
        reject(pointer, "there is no dictionary 'all_results'", expected: "the results of an architecture")
        continue
      }
      var architectures: [Claim<String>] = []
      if let text = document.value("arch_str", in: state).flatMap({ document.string($0) }) {
        let place = Place(file: file, pointer: pointer + "/arch_str")
        architectures.append(Claim(TransNASReader.clipped(text), at: place))
      }
      if let listed { architectures.append(listed) }
      indices = index.map { [$0] } ?? []
      let stated = statedIndex(state, pointer)
      if let index = stated.index { indices.append(index) }
      let seeds = NASBench201SeedList(of: state, in: document, file: file, pointer: pointer)
      let epochs = document.string(member.key).flatMap(Int.init)
      let first = runs.count
      for result in document.members(of: results) {
        readResult(result, pointer + "/all_results", architectures, epochs: epochs)
        if let contradiction = seeds?.contradiction(to: result.key) { runs[runs.count - 1].report(contradiction) }
        if let fault = stated.fault { runs[runs.count - 1].report(fault) }
      }
      if runs.indices.contains(first), let missing = seeds?.missingResult(among: document.members(of: results)) {
        runs[first].report(missing)
      }
    }
  }

  /// The index that a part states beside its string.
  private func statedIndex(_ part: PickleValue, _ pointer: String) -> (index: Claim<RegistryClaim>?, fault: Problem?) {
    guard let value = document.value("arch_index", in: part), !document.isNone(value) else { return (nil, nil) }
    let pointer = pointer + "/arch_index"
    guard let number = document.wholeNumber(value) ?? document.string(value).flatMap(Int.init) else {
      return (nil, problem(pointer, "'arch_index' is \(document.shown(value))", expected: "a whole number"))
    }
    return (Claim(.index(number), at: Place(file: file, pointer: pointer)), nil)
  }

  mutating func reject(_ pointer: String, _ message: String, expected: String) {
    var run = RawRun()
    run.sources = [SourceReference(file: file, pointer: pointer)]
    run.problems = [problem(pointer, message, expected: expected)]
    runs.append(run)
  }

  private func problem(_ pointer: String, _ message: String, expected: String) -> Problem {
    Problem(
      "READ-02", at: Place(file: file, pointer: pointer), message, expected: expected,
      hint: "take the file as the authors published it")
  }

  private mutating func readResult(
    _ member: PickleMember, _ pointer: String, _ architectures: [Claim<String>], epochs stated: Int?
  ) {
    let pointer = "\(pointer)/\(document.pointerPart(member.key))"
    let place = Place(file: file, pointer: pointer)
    let result = document.fields(of: member.value)
    var run = RawRun()
    run.sources = [SourceReference(file: file, pointer: pointer)]
    run.architectures = architectures
    run.registryClaims = indices
    // The file holds finished runs only, and says nothing of a status.
    run.status = Claim("finished", at: Place(file: file, pointer: pointer + "/epochs"))
    identify(member.key, result, place, &run)
    let epochs = document.value("epochs", in: result).flatMap { document.wholeNumber($0) } ?? 0
    guard epochs > 0, epochs <= NASBench201Table.epochLimit else {
      run.report(problem(pointer, "'epochs' is missing or no number of epochs", expected: "a number of epochs"))
      runs.append(run)
      return
    }
    run.budget = Claim(epochs, at: place)
    if let stated, stated != epochs {
      run.report(problem(pointer, "\(epochs) epochs under '\(stated)'", expected: "\(stated) epochs"))
    }
    if let name = run.tasks.first?.value, let dataset = NASBench201Dataset(rawValue: name) {
      readCurve(result, dataset, epochs, pointer, &run)
    }
    readValues(result, &run)
    runs.append(run)
  }

  /// Data set and seed, as the key and the result itself say them; the text '0777' is the seed 777.
  private func identify(_ key: PickleValue, _ result: PickleValue, _ place: Place, _ run: inout RawRun) {
    let parts = document.elements(of: key)
    if parts.count == 2, let name = document.string(parts[0]) {
      run.tasks.append(Claim(TransNASReader.clipped(name), at: place))
    }
    if let name = document.value("name", in: result).flatMap({ document.string($0) }) {
      run.tasks.append(Claim(TransNASReader.clipped(name), at: place))
    }
    if parts.count == 2, let seed = document.integer(parts[1]) { run.seeds.append(Claim(Int(seed), at: place)) }
    guard let seed = document.value("seed", in: result), !document.isNone(seed) else { return }
    if let number = document.string(seed).flatMap(Int.init) ?? document.wholeNumber(seed) {
      run.seeds.append(Claim(number, at: place))
    } else {
      run.report(problem(place.pointer ?? "", "'seed' is \(document.shown(seed))", expected: "a whole number"))
    }
  }

  private func readCurve(
    _ result: PickleValue, _ dataset: NASBench201Dataset, _ epochs: Int, _ pointer: String, _ run: inout RawRun
  ) {
    var table = NASBench201Table(document, dataset, epochs: epochs)
    for field in document.members(of: result) {
      for measure in NASBench201Dataset.Measure.allCases {
        if document.text(field.key, equals: Self.trainKeys[measure.rawValue]) {
          table.take(field.value, measure, isTraining: true)
        } else if document.text(field.key, equals: Self.evaluationKeys[measure.rawValue]) {
          table.take(field.value, measure, isTraining: false)
        }
      }
    }
    if let complaint = table.complaint {
      run.report(
        problem(
          pointer, "a curve of '\(complaint.key)' has \(complaint.message)",
          expected: "numbers after epochs 0 to \(epochs - 1) of training"
            + dataset.evaluations.map { ", '\($0.rawName)'" }.joined()))
    }
    (run.epochs, run.curve) = table.curve()
  }

  private static let trainKeys = NASBench201Dataset.Measure.allCases.map { Array("train_\($0.rawName)".utf8) }
  private static let evaluationKeys = NASBench201Dataset.Measure.allCases.map { Array("eval_\($0.rawName)".utf8) }

  private func readValues(_ result: PickleValue, _ run: inout RawRun) {
    var values = [Double](repeating: Curve.absent, count: NASBench201Dataset.values.count)
    for field in document.members(of: result) {
      if document.text(field.key, equals: "params") {
        values[0] = document.double(field.value) ?? Curve.absent
      } else if document.text(field.key, equals: "flop") {
        values[1] = document.double(field.value) ?? Curve.absent
      } else if document.text(field.key, equals: "latency") {
        var latencies: [Double] = []
        if document.copyDoubles(of: field.value, into: &latencies), !latencies.isEmpty {
          values[2] = latencies.count == 1 ? latencies[0] : latencies.reduce(0, +) / Double(latencies.count)
        } else if let latency = document.double(field.value) {
          values[2] = latency
        }
      } else if document.text(field.key, equals: "arch_config") {
        readConfiguration(field.value, &run)
      }
    }
    run.values = values
  }

  /// What the network was but for its encoding: widths, number of cells, genotype.
  private func readConfiguration(_ configuration: PickleValue, _ run: inout RawRun) {
    let place = Place(file: file, pointer: (run.sources.first?.pointer ?? "") + "/arch_config")
    for field in document.members(of: configuration) {
      guard let key = document.string(field.key), key != "class_num", let text = document.scalarText(field.value) else {
        continue
      }
      if ["arch_str", "channels"].contains(key) {
        let place = Place(file: file, pointer: "\(place.pointer ?? "")/\(key)")
        run.architectures.append(Claim(TransNASReader.clipped(text), at: place))
        continue
      }
      run.info.append(Attribute(key, text))
      if keys.contains(key) { run.configuration.append(Claim(Attribute(key, text), at: place)) }
    }
    // The file is its own evidence of the configuration.
    if !keys.isEmpty { run.log = file }
  }
}
