import Core

extension MappedSource {
  /// A source whose reader tells the epochs of a run apart, so that no option says how.
  init(byEpoch options: LayoutOption, own: [String]) throws(LayoutOptionError) {
    var members = try options.entries()
    if let epoch = members.first(where: { $0.key == "epoch" }) {
      throw epoch.value.fail("\(epoch.value.title) is not for the pipeline to say: the files number their epochs")
    }
    members.append(
      LayoutOption.Member(key: "epoch", value: LayoutOption(.mapping([]), title: "'epoch' of \(options.title)")))
    var told = options
    told.content = .mapping(members)
    try self.init(told, own: own, dialect: .log)
  }

  /// The runs of a record, one for each mapping, with what the reader knows beside its fields.
  func runs(of record: MappedRecord, file: Int) -> [RawRun] {
    var assembler = RunAssembler(mappings, file: file)
    assembler.add(record)
    return assembler.finish().map { run in
      var run = run
      // Trackers say nowhere that training ended: fewer epochs than the budget mean that it did not.
      if run.status?.value == "finished", let budget = run.budget?.value, run.epochs.count < budget {
        run.status?.value = "running"
      }
      return run
    }
  }

  /// What is to be said of metrics that a file does not know at all.
  /// - Parameters:
  ///   - known: every name that the file knows.
  ///   - kind: what such a name is, such as `column`.
  func unknownMetrics(among known: [String], kind: String, at place: Place) -> [Problem] {
    var fields: [String] = []
    for metric in mappings.flatMap(\.metrics) where !metric.mayBeMissing && !fields.contains(metric.field) {
      fields.append(metric.field)
    }
    return fields.filter { !known.contains($0) }.map { field in
      let nearest = NearestName.of(field, among: known).map { "; did you mean '\($0)'?" } ?? ""
      return Problem(
        "SCHEMA-01", at: place, "there is no \(kind) '\(field)'\(nearest)",
        expected: "'\(field)' (found: \(known.prefix(40).joined(separator: ", ")))",
        hint: "correct the mapping in the pipeline file, or say 'sparse: true' of what need not be there")
    }
  }
}
