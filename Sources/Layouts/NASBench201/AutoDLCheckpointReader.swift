import Bytes
import Core
import Formats
import SearchSpaces

/// Reads checkpoints of the training code of NAS-Bench-201 on one thread.
struct AutoDLCheckpointReader: SourceReader {
  let keys: [String]
  private var buffer = ByteBuffer()

  init(keys: [String]) { self.keys = keys }

  mutating func read(_ unit: SourceUnit, from files: any FileSource) -> [RawRun] {
    unit.records.flatMap { read($0, files) }
  }

  private mutating func read(_ file: Int, _ files: any FileSource) -> [RawRun] {
    let document: PickleDocument
    do throws(UnreadablePickle) {
      document = try PickledFile.document(file, with: &buffer, from: files, inert: true)
    } catch {
      return [PickledFile.unreadable(file, error.problem)]
    }
    let name = AutoDLCheckpointName(files.releasePath(of: file))
    var info: [Attribute] = []
    if let text = document.value("info", in: document.root).flatMap({ document.string($0) }) {
      info = AutoDLMachineInfo.attributes(of: text)
    }
    let runs = document.members(of: document.root).filter { document.kind(of: $0.value) == .dictionary }
    if runs.isEmpty {
      return [
        PickledFile.unreadable(
          file,
          Problem(
            "READ-02", at: Place(file: file), "there is no dictionary of a data set", expected: "runs by data set",
            hint: "choose the layout that reads this file"))
      ]
    }
    return runs.map { read($0, document, name, info, file) }
  }

  private func read(
    _ member: PickleMember, _ document: PickleDocument, _ name: AutoDLCheckpointName, _ info: [Attribute], _ file: Int
  ) -> RawRun {
    let task = TransNASReader.clipped(document.string(member.key) ?? document.shown(member.key))
    let pointer = "/\(document.pointerPart(member.key))"
    let place = Place(file: file, pointer: pointer)
    var run = RawRun()
    run.sources = [SourceReference(file: file, pointer: pointer)]
    run.tasks = [Claim(task, at: place)]
    run.info = info
    if let seed = name.seed { run.seeds = [Claim(seed, at: Place(file: file, isPath: true))] }
    if let index = name.index, index < NASBench201Cell.count {
      run.architectures = [
        Claim(NASBench201().encode(NASBench201Cell(index: index)), at: Place(file: file, isPath: true))
      ]
    } else {
      run.report(
        problem(
          Place(file: file), "the file name gives no architecture",
          expected: "arch-<index of 6 digits>-seed-<seed of 4 digits>.pth, the index below \(NASBench201Cell.count)"))
    }
    var finished: Bool?
    var epochs = 0
    var values = [Double](repeating: Curve.absent, count: NASBench201Dataset.values.count)
    for field in document.members(of: member.value) {
      if document.text(field.key, equals: "finish-train") {
        finished = document.boolean(field.value)
      } else if document.text(field.key, equals: "total_epoch") {
        epochs = document.wholeNumber(field.value) ?? 0
      } else if document.text(field.key, equals: "param") {
        values[0] = document.double(field.value) ?? Curve.absent
      } else if document.text(field.key, equals: "flop") {
        values[1] = document.double(field.value) ?? Curve.absent
      } else if let key = ["channel", "num_cells"].first(where: { document.text(field.key, equals: Array($0.utf8)) }) {
        configure(key, field.value, document, file, pointer, &run)
      } else if document.text(field.key, equals: "config") {
        for entry in document.members(of: field.value) {
          guard let key = document.string(entry.key) else { continue }
          configure(key, entry.value, document, file, pointer, &run)
        }
      }
    }
    run.values = values
    run.status = Claim(
      finished == true ? "finished" : "running", at: Place(file: file, pointer: pointer + "/finish-train"))
    run.log = file
    guard epochs > 0, epochs <= NASBench201Table.epochLimit else {
      run.report(problem(place, "'total_epoch' is missing or no number of epochs", expected: "a number of epochs"))
      return run
    }
    run.budget = Claim(epochs, at: place)
    if let dataset = NASBench201Dataset(rawValue: task) {
      readCurve(member.value, document, dataset, epochs, place, &run)
    }
    return run
  }

  private func problem(_ place: Place, _ message: String, expected: String) -> Problem {
    Problem("READ-02", at: place, message, expected: expected, hint: "keep the file as the training code wrote it")
  }

  private func configure(
    _ key: String, _ value: PickleValue, _ document: PickleDocument, _ file: Int, _ pointer: String, _ run: inout RawRun
  ) {
    guard let text = document.scalarText(value) else { return }
    if ["channel", "num_cells"].contains(key) { run.info.append(Attribute(key, text)) }
    if keys.contains(key) {
      run.configuration.append(Claim(Attribute(key, text), at: Place(file: file, pointer: "\(pointer)/config/\(key)")))
    }
  }

  private func readCurve(
    _ record: PickleValue, _ document: PickleDocument, _ dataset: NASBench201Dataset, _ epochs: Int, _ place: Place,
    _ run: inout RawRun
  ) {
    var table = NASBench201Table(document, dataset, epochs: epochs)
    for measure in NASBench201Dataset.Measure.allCases {
      table.take(document.value("train_" + measure.rawName, in: record), measure, isTraining: true)
      table.take(document.value("valid_" + measure.rawName, in: record), measure, isTraining: false)
    }
    if let complaint = table.complaint {
      run.report(
        problem(
          place, "a curve of '\(complaint.key)' has \(complaint.message)",
          expected: "numbers after epochs 0 to \(epochs - 1)"))
    }
    (run.epochs, run.curve) = table.curve()
  }
}
