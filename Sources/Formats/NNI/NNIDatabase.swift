import Bindings

/// Reads the trainings of a database that NNI made of a benchmark, in the order of their keys.
///
/// Only the columns that are asked for are read, and neither views nor generated columns. One thread.
/// Source: microsoft/nni, `nni/nas/benchmarks/*/model.py`.
public final class NNIDatabase {
  public let benchmark: NNIBenchmark
  private let database: SQLiteInput
  private let trials: SQLiteCursor
  private let epochs: NNIEpochRows?

  /// The most epochs of one training.
  static let epochLimit = 10_000

  /// Opens a database, checks it as a whole and finds out which benchmark it holds.
  /// - Throws: `NNIError`
  /// - Complexity: O(size of the file).
  public init(opening path: String) throws(NNIError) {
    do throws(SQLiteError) { database = try SQLiteInput(reading: path) } catch { throw NNIError(error) }
    benchmark = try Self.benchmark(of: database)
    do throws(SQLiteError) {
      trials = try database.cursor(Self.selection(of: benchmark, in: database))
      epochs = try NNIEpochRows(database, benchmark)
    } catch {
      throw NNIError(error)
    }
  }

  /// The next training; nil behind the last.
  /// - Throws: `NNIError` where the database is damaged or the time is up.
  public func next() throws(NNIError) -> NNITrial? {
    do throws(SQLiteError) {
      guard try trials.next() else { return nil }
      var faults: [String] = []
      let id = NNIValue.integer(trials, 0, &faults) ?? -1
      let seed = NNIValue.integer(trials, 1, &faults)
      let isAlone = trials.isNull(2)
      let names = benchmark.configuration
      let texts = names.indices.map { NNIValue.text(trials, 3 + $0, &faults) }
      let totals = benchmark.totals.indices.map { NNIValue.double(trials, 3 + names.count + $0, &faults) }
      let rows = try epochs?.rows(of: id, &faults) ?? []
      return NNITrial(
        id: id, seed: seed, configuration: isAlone ? [] : texts, totals: totals, epochs: rows, faults: faults)
    } catch {
      throw NNIError(error)
    }
  }

  private static func benchmark(of database: SQLiteInput) throws(NNIError) -> NNIBenchmark {
    for candidate in NNIBenchmark.allCases {
      let names = candidate.tables
      for name in [names.configurations, names.trials] where database.unreadTables.contains(name) {
        throw NNIError("'\(name)' is a view or a virtual table; expected a table")
      }
      guard let configurations = database.table(names.configurations), let trials = database.table(names.trials) else {
        continue
      }
      let required = ["id"] + candidate.configuration.prefix(candidate.requiredCount)
      guard configurations.has(required) else {
        throw NNIError("table '\(names.configurations)' lacks a column; expected \(required.joined(separator: ", "))")
      }
      guard trials.has(["id", "config_id"]) else {
        throw NNIError("table '\(names.trials)' lacks a column; expected id, config_id")
      }
      return candidate
    }
    throw NNIError("no table of NNI; expected \(NNIBenchmark.allCases[0].tables.trials) or the like", isForeign: true)
  }

  /// Identity of the training, key of its experiment, columns of that, numbers of the training.
  private static func selection(of benchmark: NNIBenchmark, in database: SQLiteInput) -> String {
    let names = benchmark.tables
    func column(_ name: String, of table: String, _ alias: String) -> String {
      database.table(table)?.has([name]) == true ? "\(alias).\(SQLiteInput.quoted(name))" : "NULL"
    }
    let columns =
      ["t.id", column("seed", of: names.trials, "t"), "c.id"]
      + benchmark.configuration.map { "CAST(\(column($0, of: names.configurations, "c")) AS TEXT)" }
      + benchmark.totals.map { column($0, of: names.trials, "t") }
    return "SELECT \(columns.joined(separator: ", ")) FROM \(names.trials) AS t "
      + "LEFT JOIN \(names.configurations) AS c ON c.id = t.config_id ORDER BY t.id"
  }
}
