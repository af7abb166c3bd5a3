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
}
