import ArgumentParser
import Formats

/// What `HDF5ReleaseProcess` starts: reads a file that nobody vouches for, within limits. No command for people.
struct ReadHDF5: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: HDF5ReleaseProcess.command, abstract: "Write the runs of an HDF5 file to standard output, as bytes.",
    shouldDisplay: false)

  @Argument(help: "The file.")
  var file: String

  @Argument(help: "The process id of the parent, with which this process ends.")
  var parent: Int?

  @Flag(help: "Write every group and dataset with its values, as lines of JSON.")
  var content = false

  func run() throws {
    let code = HDF5ReleaseChild.run(content ? .content : .runs, file, parent: parent)
    if code != 0 { throw ExitCode(code) }
  }
}
