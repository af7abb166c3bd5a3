import Core

/// A run under judgement, with what could be settled about it.
struct Subject {
  let run: RawRun
  /// Release path of a file of the listing.
  let releasePath: (Int) -> String
  /// The JSON pointer of a value of a record, where the layout has one: metric, epoch, pointer of the record.
  let pointer: RunValidator.ValuePointer
  let plan: BuildPlan
  let catalogue: ArchitectureCatalogue
  /// Set where the record names an architecture of the pipeline's spaces.
  let architecture: ArchitectureCatalogue.Entry?
  /// Why it does not.
  let encodingError: EncodingError?
  /// Index into `plan.tasks`, set where every source that names a task names a known one.
  let task: Int?
  /// The pinned number of epochs, else what the log says.
  let budget: Int?
  /// The epoch numbers, ascending.
  let epochs: [Int]

  /// Where the record stands; the first source where there is none.
  var place: Place {
    run.status?.place.parent
      ?? run.sources.first.map { Place(file: $0.file, pointer: $0.pointer.isEmpty ? nil : $0.pointer) }
      ?? Place(file: 0)
  }
  /// Whether there is a parsed record to judge.
  var hasRecord: Bool { run.status != nil }
  var taskPlan: TaskPlan? { task.map { plan.tasks[$0] } }
  /// The encoding that the record states, else what directory or log say.
  var encoding: String? {
    architecture?.description.encoding ?? run.architectures.last { !$0.place.isPath }?.value
      ?? run.architectures.first?.value
  }
  /// The name of the task, known or not.
  var taskName: TaskName? { (taskPlan?.name) ?? run.tasks.first.map { TaskName($0.value) } }
  var seed: Int? { run.seeds.last?.value }

  /// Where a value stands: as near as the layout can point.
  func place(of metric: MetricDefinition?, epoch: Int?) -> Place {
    var place = place
    if let record = place.pointer { place.pointer = pointer(metric, epoch, record) ?? record }
    if let epoch, run.epochLines.count == epochs.count, let index = epochs.firstIndex(of: epoch) {
      place.line = run.epochLines[index]
    }
    return place
  }

  /// What kind of source states a fact, for a sentence.
  func source(of place: Place) -> String {
    if place.isPath { return "the path" }
    return place.pointer == nil && place.file == run.log ? "the text log" : "the record"
  }
}

extension Place {
  /// The record that holds the member at `pointer`.
  var parent: Place {
    guard let pointer, let cut = pointer.lastIndex(of: "/") else { return self }
    return Place(file: file, line: line, pointer: String(pointer[..<cut]), isPath: isPath)
  }
}
