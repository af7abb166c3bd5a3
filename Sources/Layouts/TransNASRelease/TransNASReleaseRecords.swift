import Bytes
import Core
import Dispatch
import Formats
import JSON
import Synchronization

/// Turns the dictionaries of a released file into runs.
///
/// Texts that the file shares (names of tasks, metrics and keys) have one place in the document, so that most keys are
/// known by comparing places: each is looked at once.
struct TransNASReleaseRecords {
  let document: PickleDocument
  let file: Int
  let tasks: [TransNASReleaseTask]
  private(set) var runs: [RawRun] = []
  /// The keys of tasks met last, with the number of the task.
  private var knownTasks: [(key: PickleValue, task: Int?, name: String)] = []
  /// By task: the keys of metrics of the run before, with the column of each.
  private var knownMetrics: [[(key: PickleValue, column: Int?)]]

  init(document: PickleDocument, file: Int, tasks: [TransNASReleaseTask]) {
    self.document = document
    self.file = file
    self.tasks = tasks
    knownMetrics = tasks.map { _ in [] }
  }

  mutating func readSpace(_ space: PickleMember) {
    let pointer = "/data/\(document.pointerPart(space.key))"
    guard document.kind(of: space.value) == .dictionary else {
      return reject(
        pointer, "'\(pointer)' is \(document.shown(space.value))", expected: "a dictionary of architectures")
    }
    let architectures = document.members(of: space.value)
    let size = Self.manyArchitectures
    guard architectures.count > size else { return readArchitectures(architectures[...], pointer) }
    let pieces = Mutex([[RawRun]](repeating: [], count: (architectures.count + size - 1) / size))
    let empty = TransNASReleaseRecords(document: document, file: file, tasks: tasks)
    DispatchQueue.concurrentPerform(iterations: (architectures.count + size - 1) / size) { piece in
      var records = empty
      let end = min(architectures.count, (piece + 1) * size)
      records.readArchitectures(architectures[piece * size..<end], pointer)
      pieces.withLock { $0[piece] = records.runs }
    }
    for piece in pieces.withLock({ $0 }) { runs += piece }
  }

  /// Architectures from which on a space is read on several threads, so many at a time.
  private static let manyArchitectures = 256

  private mutating func readArchitectures(_ architectures: Slice<PickleMembers>, _ pointer: String) {
    for architecture in architectures {
      let encoding = TransNASReader.clipped(document.string(architecture.key) ?? document.shown(architecture.key))
      let pointer = "\(pointer)/\(document.pointerPart(architecture.key))"
      guard document.kind(of: architecture.value) == .dictionary, document.count(of: architecture.value) > 0 else {
        reject(pointer, "'\(encoding)' is \(document.shown(architecture.value))", expected: "a dictionary of tasks")
        continue
      }
      for task in document.members(of: architecture.value) { readRun(task, encoding, pointer) }
    }
  }

  private mutating func reject(_ pointer: String, _ message: String, expected: String) {
    var run = RawRun()
    run.sources = [SourceReference(file: file, pointer: pointer)]
    run.problems = [problem(pointer, message, expected: expected)]
    runs.append(run)
  }

  func problem(_ pointer: String, _ message: String, expected: String) -> Problem {
    Problem(
      "READ-02", at: Place(file: file, pointer: pointer), message, expected: expected,
      hint: "take the file as the authors published it")
  }

  private mutating func readRun(_ member: PickleMember, _ encoding: String, _ architecture: String) {
    let known = knownTask(member.key)
    let pointer = "\(architecture)/\(known.name)"
    let place = Place(file: file, pointer: pointer)
    var run = RawRun()
    run.sources = [SourceReference(file: file, pointer: pointer)]
    run.architectures = [Claim(encoding, at: place)]
    run.tasks = [Claim(known.name, at: place)]
    var metrics: PickleValue?
    for field in document.members(of: member.value) {
      if document.text(field.key, equals: "metrics") {
        metrics = field.value
      } else if document.text(field.key, equals: "model_info") {
        readInfo(field.value, pointer, &run)
      } else if document.text(field.key, equals: "seed"), let seed = document.wholeNumber(field.value) {
        run.seeds = [Claim(seed, at: place)]
      } else if document.text(field.key, equals: "total_epochs") {
        if let budget = document.wholeNumber(field.value), budget > 0 {
          run.budget = Claim(budget, at: place)
        } else {
          run.report(
            problem(pointer, "'total_epochs' is \(document.shown(field.value))", expected: "a number of epochs"))
        }
      }
    }
    // The file holds finished runs only, and says nothing of a status.
    run.status = Claim("finished", at: Place(file: file, pointer: pointer + "/metrics"))
    if let metrics, document.kind(of: metrics) == .dictionary {
      if let task = known.task { readCurve(metrics, task, pointer, &run) }
    } else {
      run.report(problem(pointer, "there are no 'metrics'", expected: "a list of values per metric"))
    }
    runs.append(run)
  }

  private mutating func knownTask(_ key: PickleValue) -> (task: Int?, name: String) {
    if let known = knownTasks.first(where: { $0.key == key }) { return (known.task, known.name) }
    let name = TransNASReader.clipped(document.string(key) ?? document.shown(key))
    let task = tasks.firstIndex { $0.schema.name.rawValue == name }
    if knownTasks.count == 16 { knownTasks.removeFirst() }
    knownTasks.append((key, task, name))
    return (task, name)
  }

  /// Parameters of the encoder, time of a forward pass, and the published counts.
  private func readInfo(_ info: PickleValue, _ pointer: String, _ run: inout RawRun) {
    var values = [Double](repeating: Curve.absent, count: TransNASReleaseTask.values.count)
    for field in document.members(of: info) {
      let number = document.kind(of: field.value) == .none ? Curve.absent : document.double(field.value)
      guard let number else {
        run.report(
          problem(
            pointer + "/model_info", "'\(document.pointerPart(field.key))' is \(document.shown(field.value))",
            expected: "a number"))
        continue
      }
      if Curve.isAbsent(number) {
        continue
      } else if document.text(field.key, equals: "inference_time") {
        run.inferenceTime = number
      } else if document.text(field.key, equals: "encoder_params") {
        if let count = document.wholeNumber(field.value), count > 0 {
          run.loggedParams = Claim(count, at: Place(file: file, pointer: pointer + "/model_info/encoder_params"))
        } else {
          run.report(problem(pointer + "/model_info", "'encoder_params' is \(number)", expected: "a whole number"))
        }
      } else if document.text(field.key, equals: "model_params") {
        values[0] = number
      } else if document.text(field.key, equals: "model_FLOPs") {
        values[1] = number
      } else if document.text(field.key, equals: "encoder_FLOPs") {
        values[2] = number
      } else {
        run.info.append(Attribute(document.pointerPart(field.key), document.shown(field.value)))
      }
    }
    run.values = values
  }
}

extension TransNASReleaseRecords {
  /// Reads every metric into its column; lists may differ in length, and the longest is the length of the run.
  private mutating func readCurve(_ metrics: PickleValue, _ number: Int, _ pointer: String, _ run: inout RawRun) {
    let members = document.members(of: metrics)
    let columns = columns(of: members, number, pointer, &run)
    let task = tasks[number]
    var lists: [[Double]?] = []
    var epochs = 0
    // Columns as long as the budget and in the order of the release are copied one behind the other.
    let expected = run.budget?.value ?? 0
    var values: [Double] = []
    if expected <= 1 << 16 { values.reserveCapacity(expected * task.schema.metrics.count) }
    if columns.count == task.schema.metrics.count, columns.enumerated().allSatisfy({ $0.offset == $0.element }) {
      for (place, member) in members.enumerated() {
        let start = values.count
        if place == task.clock || !document.copyDoubles(of: member.value, into: &values) {
          guard let list = list(member, isClock: place == task.clock, pointer, &run) else { break }
          values += list
        }
        if values.count - start != expected { break }
      }
      if expected > 0, values.count == expected * columns.count {
        return finish(&values, expected, task, pointer, &run)
      }
      run.problems.removeAll { $0.code == "READ-02" && $0.place.pointer?.hasPrefix(pointer + "/metrics/") == true }
    }
    for (place, member) in members.enumerated() {
      let isClock = place < columns.count && columns[place] == task.clock
      let list = place < columns.count && columns[place] != nil ? list(member, isClock: isClock, pointer, &run) : nil
      lists.append(list)
      epochs = max(epochs, list?.count ?? 0)
    }
    values = [Double](repeating: Curve.absent, count: epochs * task.schema.metrics.count)
    for (list, column) in zip(lists, columns) {
      guard let list, let column else { continue }
      values.replaceSubrange(column * epochs..<column * epochs + list.count, with: list)
    }
    finish(&values, epochs, task, pointer, &run)
  }

  /// The column of each member; nil where the task has none of that name.
  private mutating func columns(
    of members: PickleMembers, _ task: Int, _ pointer: String, _ run: inout RawRun
  ) -> [Int?] {
    var columns: [Int?] = []
    columns.reserveCapacity(members.count)
    for (place, member) in members.enumerated() {
      if place < knownMetrics[task].count, knownMetrics[task][place].key == member.key {
        columns.append(knownMetrics[task][place].column)
      } else {
        let column = tasks[task].names.firstIndex { document.text(member.key, equals: $0) }
        columns.append(column)
        if place < knownMetrics[task].count {
          knownMetrics[task][place] = (member.key, column)
        } else if place == knownMetrics[task].count, place < 64 {
          knownMetrics[task].append((member.key, column))
        }
      }
      if columns[place] == nil {
        run.report(
          problem(
            pointer + "/metrics", "\(document.shown(member.key)) is no metric of \(tasks[task].schema.name)",
            expected: "one of \(tasks[task].schema.metrics.map(\.name.rawValue).joined(separator: ", "))"))
      }
    }
    return columns
  }

  /// The numbers of one metric; a time may be written HH:MM:SS.
  private func list(_ member: PickleMember, isClock: Bool, _ pointer: String, _ run: inout RawRun) -> [Double]? {
    var numbers: [Double] = []
    if document.copyDoubles(of: member.value, into: &numbers) { return numbers }
    if let numbers = document.doubles(of: member.value) ?? document.elements(ofTensor: member.value) { return numbers }
    let elements = document.elements(of: document.objects(of: member.value) ?? member.value)
    if elements.contains(where: { document.isNone($0) }) {
      numbers = elements.compactMap { document.isNone($0) ? Curve.absent : document.double($0) }
      if numbers.count == elements.count { return numbers }
    }
    if isClock, let texts = document.texts(of: member.value) {
      numbers = texts.compactMap { text in
        Array(text.utf8).withBytes { ClockTime.seconds($0, 0..<$0.byteCount) }.map(Double.init)
      }
      if numbers.count == texts.count { return numbers }
    } else if isClock {
      numbers = elements.compactMap { element in
        document.withContent(element) { ClockTime.seconds($0, 0..<$0.byteCount) }.map(Double.init)
      }
      if [.list, .array].contains(document.kind(of: member.value)), !numbers.isEmpty, numbers.count == elements.count {
        return numbers
      }
    }
    let name = document.pointerPart(member.key)
    run.report(
      problem(
        "\(pointer)/metrics/\(name)", "'\(name)' is \(document.shown(member.value)) that is not all numbers",
        expected: isClock ? "seconds, or texts HH:MM:SS" : "a list of numbers"))
    return nil
  }

  /// Derives the negative losses, checks those of the file against them, and gives every NaN one pattern.
  private func finish(
    _ values: inout [Double], _ epochs: Int, _ task: TransNASReleaseTask, _ pointer: String, _ run: inout RawRun
  ) {
    for place in values.indices where values[place].isNaN && !Curve.isAbsent(values[place]) { values[place] = .nan }
    for (source, target) in task.negations {
      var isOther = false
      for epoch in 0..<epochs {
        let loss = values[source * epochs + epoch]
        let stated = values[target * epochs + epoch]
        guard !Curve.isAbsent(loss) else { continue }
        let negative = 0 - loss
        if !Curve.isAbsent(stated), stated != negative, !(stated.isNaN && negative.isNaN) { isOther = true }
        values[target * epochs + epoch] = negative.isNaN ? .nan : negative
      }
      if isOther {
        run.report(
          problem(
            pointer + "/metrics", "'\(task.schema.metrics[target].name)' is not the negative of the loss",
            expected: task.schema.metrics[target].formula ?? ""))
      }
    }
    run.epochs = Array(0..<epochs)
    run.curve = Curve(epochs: epochs, metrics: task.schema.metrics.count, values: values)
  }
}
