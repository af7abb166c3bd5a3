import Bytes
import Core
import Formats
import Pipeline
import SearchSpaces

/// A released benchmark, opened to be asked. Only what a question needs is read.
///
/// ```swift
/// var question = Question(task: "class_scene")
/// question.top = 10
/// let answer = try BenchmarkRelease(at: "release").answer(question)
/// ```
///
/// It reads SQLite, in defensive mode. HDF5 is left to the command, which reads it in a process of its own: libhdf5 may
/// crash on a damaged file. One thread at a time.
public struct BenchmarkRelease {
  /// What is said of the release as a whole, such as `title`, `version`, `licence`, `citation`.
  public let metadata: [String: String]
  /// The ids of the search spaces.
  public let spaces: [String]
  /// The names of the tasks, each once, in the order of the release.
  public let tasks: [String]
  private let store: SQLiteReleaseStore

  /// - Parameter path: A release directory, or its `.sqlite`.
  /// - Throws: `CellarError` of kind `release`.
  /// - Complexity: O(size of the schema, tasks and metrics).
  public init(at path: String) throws(CellarError) {
    let isDirectory = FileSystem.isDirectory(FileSystem.resolved(path))
    let file = isDirectory ? try Self.database(in: path) : path
    do throws(ReleaseInputError) {
      store = try SQLiteReleaseStore(reading: file) { space, _ in
        isDirectory ? RuleReport.taskCount(of: space, inReleaseAt: path) : nil
      }
    } catch {
      throw CellarError(.release, error.description)
    }
    metadata = Dictionary(store.metadata.map { ($0.key, $0.value) }) { first, _ in first }
    spaces = store.spaces.map(\.rawValue)
    var names: [String] = []
    for task in store.tasks where !names.contains(task.name.rawValue) { names.append(task.name.rawValue) }
    tasks = names
  }

  /// Asks the release.
  /// - Throws: `CellarError` of kind `question`, with the offset of a fault in the condition, or `release` for a file that
  ///   is damaged or lacks what was asked for.
  public func answer(_ question: Question) throws(CellarError) -> Answer {
    do {
      return Answer(try question.query.answer(from: store, spaces: allSearchSpaces))
    } catch let error as QueryExpressionError {
      throw CellarError(.question, error.description, at: error.offset)
    } catch let error as QueryError {
      throw CellarError(error.isMissing ? .release : .question, error.description)
    } catch {
      throw CellarError(.release, "\(error)")
    }
  }

  private static func database(in directory: String) throws(CellarError) -> String {
    let names = ((try? FileSystem.names(in: directory)) ?? []).filter { $0.hasSuffix(".sqlite") && !$0.hasPrefix(".") }
    guard let name = names.first, names.count == 1 else {
      throw CellarError(.release, "\(directory): found \(names.count) .sqlite files; expected one")
    }
    return "\(directory)/\(name)"
  }
}
