extension RawRun {
  /// The files that the run names, each once, in the order in which they are first named; its sources first.
  public var files: [Int] {
    var files: [Int] = []
    forEachFile { file in
      if !files.contains(file) { files.append(file) }
    }
    return files
  }

  private func forEachFile(_ body: (Int) -> Void) {
    for source in sources { body(source.file) }
    if let log { body(log) }
    for claim in architectures + tasks { body(claim.place.file) }
    for claim in seeds { body(claim.place.file) }
    for place in [budget?.place, status?.place, loggedParams?.place].compactMap({ $0 }) { body(place.file) }
    for claim in configuration { body(claim.place.file) }
    for problem in problems { body(problem.place.file) }
  }

  /// The same run with other numbers for its files.
  public func renumbered(_ number: (Int) -> Int) -> RawRun {
    var run = self
    for index in run.architectures.indices { run.architectures[index].place.renumber(number) }
    for index in run.tasks.indices { run.tasks[index].place.renumber(number) }
    for index in run.seeds.indices { run.seeds[index].place.renumber(number) }
    run.budget?.place.renumber(number)
    run.status?.place.renumber(number)
    run.loggedParams?.place.renumber(number)
    for index in run.configuration.indices { run.configuration[index].place.renumber(number) }
    for index in run.problems.indices { run.problems[index].place.renumber(number) }
    for index in run.sources.indices { run.sources[index].file = number(run.sources[index].file) }
    run.log = run.log.map(number)
    return run
  }
}

extension Place {
  fileprivate mutating func renumber(_ number: (Int) -> Int) { file = number(file) }
}
