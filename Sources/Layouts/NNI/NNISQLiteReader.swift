import Bytes
import Core
import Formats
import JSON

/// Reads a database of NNI on one thread.
struct NNISQLiteReader: SourceReader {
  /// The largest epoch budget; that of the published databases is 200, and 600 for NDS.
  static let epochLimit = 10_000

  let benchmark: NNIBenchmark?
  private var architectures = NNIArchitectures()

  init(benchmark: NNIBenchmark?) { self.benchmark = benchmark }

  mutating func read(_ unit: SourceUnit, from files: any FileSource) -> [RawRun] {
    unit.records.flatMap { read($0, from: files) }
  }

  private mutating func read(_ file: Int, from files: any FileSource) -> [RawRun] {
    let path: String
    do throws(FileError) { path = try files.location(of: file) } catch {
      return [RunProblem.unreadRun(file, pointer: "", TransNASReader.unreadable(file, error))]
    }
    var runs: [RawRun] = []
    do throws(NNIError) {
      let database = try NNIDatabase(opening: path)
      if let benchmark, benchmark != database.benchmark {
        return [Self.unread(file, "a database of \(database.benchmark.rawValue)", expected: benchmark.rawValue)]
      }
      let tasks = NNITask.all(of: database.benchmark)
      while let trial = try database.next() { runs.append(run(trial, file, database.benchmark, tasks)) }
      if runs.isEmpty { runs.append(Self.unread(file, "the database holds no trial", expected: "trials")) }
    } catch {
      runs.append(Self.unread(file, error.description, expected: "a database of NNI that is whole"))
    }
    return runs
  }

  private static func unread(_ file: Int, _ message: String, expected: String) -> RawRun {
    RunProblem.unreadRun(
      file, pointer: "",
      RunProblem.unparsable(
        message, expected: expected, at: Place(file: file, pointer: ""), hint: "restore the database from a copy"))
  }

  private mutating func run(
    _ trial: NNITrial, _ file: Int, _ benchmark: NNIBenchmark, _ tasks: [NNITask]
  ) -> RawRun {
    let pointer = "/trialstats/\(trial.id)"
    let place = Place(file: file, pointer: pointer)
    var run = RawRun()
    run.sources = [SourceReference(file: file, pointer: pointer)]
    for fault in trial.faults { run.report(Self.problem(fault, expected: "values of the declared types", place)) }
    func configuration(_ name: String) -> String? {
      guard let index = benchmark.configuration.firstIndex(of: name), index < trial.configuration.count else {
        return nil
      }
      return trial.configuration[index]
    }
    guard !trial.configuration.isEmpty else {
      run.report(
        Self.problem(
          "the row of trial \(trial.id) names a configuration that is not there", expected: "the row it refers to",
          place))
      return run
    }
    // The database holds finished trials only, and says nothing of a status.
    run.status = Claim("finished", at: place)
    architectures.read(benchmark, configuration, place, &run)
    if let seed = trial.seed { run.seeds = [Claim(seed, at: place)] }
    let word = configuration("dataset") ?? ""
    let task = tasks.first { $0.word == word.lowercased() } ?? (benchmark == .nasBench101 ? tasks.first : nil)
    run.tasks = [Claim(task?.schema.name.rawValue ?? RunHead.clipped(word), at: place)]
    guard let budget = configuration("num_epochs").flatMap(WholeNumber.parse), budget > 0, budget <= Self.epochLimit
    else {
      run.report(
        Self.problem(
          "'num_epochs' is '\(configuration("num_epochs")?.prefix(80) ?? "null")'",
          expected: "a whole number from 1 to \(Self.epochLimit)", place))
      return run
    }
    run.budget = Claim(budget, at: place)
    if let task { NNICurve(trial: trial, task: task, benchmark: benchmark, place: place).read(budget, into: &run) }
    return run
  }

  static func problem(_ message: String, expected: String, _ place: Place) -> Problem {
    RunProblem.unparsable(message, expected: expected, at: place, hint: "restore the database from a copy")
  }
}
