import ArgumentParser
import Bytes
import Core
import EmbeddedFiles
import Formats
import Pipeline

/// Opens a release for a command that asks it something, in a child process where it is HDF5, and turns errors into exit
/// codes.
struct ReleaseQuestion {
  let release: String
  /// The process id of the parent in the child process that may crash on a damaged HDF5 file.
  let limitedChildOf: Int?
  let console: Console
  /// How much of each task the question is about: only that is looked at in HDF5.
  var detail: (SpaceID, TaskName) -> HDF5TaskDetail = { _, _ in .whole }

  func answer(_ body: (any ReleaseStore) throws -> Void) throws {
    do {
      let location = try ReleaseLocation(release)
      if !location.isHDF5 { return try body(try Self.database(at: location)) }
      if let limitedChildOf {
        try HDF5ReleaseChild.limit(for: location.file, parent: limitedChildOf)
        return try body(try HDF5ReleaseStore(reading: location.file, detail: detail))
      }
      try askChild(about: location.file)
    } catch let error as QueryExpressionError {
      console.printError("cellar: error: \(error)")
      console.printError(error.excerpt)
      throw ExitCode.usage
    } catch let error as QueryError {
      console.printError("cellar: error: \(error)")
      throw error.isMissing ? ExitCode.input : .usage
    } catch let error as ReleaseInputError {
      console.printError("cellar: error: \(error)")
      throw ExitCode.input
    }
  }

  /// The database, with the number of tasks that the manifest beside it tells, else the pipeline of its name.
  private static func database(at location: ReleaseLocation) throws -> SQLiteReleaseStore {
    try SQLiteReleaseStore(reading: location.file) { space, metadata in
      if let directory = location.directory,
        let count = RuleReport.taskCount(of: space, inReleaseAt: directory)
      {
        return count
      }
      let name = metadata.first { $0.key == "pipeline" }?.value
      guard let file = EmbeddedFiles.pipelines.first(where: { $0.name == name }) else { return nil }
      return try? PipelineParser.parse(
        String(decoding: file.bytes, as: UTF8.self), file: file.name, rules: BuildRun.rules
      ).tasks.count
    }
  }

  /// Runs this very command again, in a process with limits.
  private func askChild(about file: String) throws {
    var output: [UInt8] = []
    // Behind the name of the command, before anything that ends the options.
    var arguments = Array(CommandLine.arguments.dropFirst())
    arguments.insert(
      contentsOf: ["--limited-child-of", String(ProcessEnvironment.processID)], at: min(1, arguments.count))
    let (code, message) = try HDF5ReleaseProcess().run(arguments, about: file) { output += $0.array(0..<$0.byteCount) }
    try console.print(output)
    if !message.isEmpty { console.showProgress(message) }
    if code != 0 { throw ExitCode(Int32(code)) }
  }
}
