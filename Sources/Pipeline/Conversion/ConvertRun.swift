import Bytes
public import Core

/// One conversion: an input of any format into one file.
public struct ConvertRun {
  private let plugins: Plugins
  private let monitor: BuildMonitor

  public init(plugins: Plugins, monitor: BuildMonitor) {
    self.plugins = plugins
    self.monitor = monitor
  }

  /// What became of a conversion.
  public struct Report: Sendable {
    public var input: OpenedInput
    /// What the target cannot hold, and what of the input could not be read.
    public var losses: [ArtifactLoss]
    /// False where something would have been lost.
    public var isWritten: Bool
  }

  /// Reads `input` and writes it to `output` by `writer`, unless something would be lost.
  ///
  /// The output appears under its name in one step when it is whole and synced.
  /// - Throws: as `InputOpener.open`, and `ArtifactError`.
  public func convert(
    _ input: String, to output: String, by writer: any ArtifactWriter, _ options: InputOpener.Options, allowsLoss: Bool,
    token: String
  ) throws -> Report {
    let opened = try InputOpener(plugins: plugins, monitor: monitor).open(input, options)
    var losses = writer.losses(from: opened.release)
    let rejected = opened.counts.quarantined + opened.counts.conflicts
    if rejected > 0 {
      losses.append(ArtifactLoss("runs that are no whole records or contradict each other", count: rejected))
    }
    guard allowsLoss || losses.allSatisfy(\.isProvenance) else {
      return Report(input: opened, losses: losses, isWritten: false)
    }
    monitor.begin(.writing)
    let parent = FileSystem.parent(of: output)
    let temporary = "\(parent.isEmpty ? "." : parent)/.\(FileSystem.lastComponent(of: output)).tmp-\(token)"
    do {
      try writer.write(opened.release, to: temporary, workers: options.jobs)
      try monitor.checkInterruption()
      try put(temporary, in: output)
    } catch {
      try? FileSystem.remove(temporary)
      throw error
    }
    monitor.begin(.done)
    return Report(input: opened, losses: losses, isWritten: true)
  }

  /// Gives the finished file or directory its name.
  private func put(_ temporary: String, in output: String) throws(ArtifactError) {
    do throws(SystemError) {
      if FileSystem.isDirectory(temporary), FileSystem.isDirectory(output) {
        try FileSystem.exchange(temporary, with: output)
        try FileSystem.remove(temporary)
      } else {
        try FileSystem.rename(temporary, to: output)
      }
      let parent = FileSystem.parent(of: output)
      try FileSystem.syncDirectory(parent.isEmpty ? "." : parent)
    } catch {
      throw ArtifactError(path: error.path, operation: error.operation, message: error.message)
    }
  }
}
