import Bytes
public import Core
import Synchronization

/// One conversion: an input of any format into one file.
public struct ConvertRun {
  private let plugins: Plugins
  private let monitor: BuildMonitor

  public init(plugins: Plugins, monitor: BuildMonitor) {
    self.plugins = plugins
    self.monitor = monitor
  }

  /// What the last conversion of a process holds to its end: giving back a million small pieces takes longer.
  private static let kept = Mutex<OpenedInput?>(nil)

  /// What became of a conversion.
  public struct Report: Sendable {
    public var input: OpenedInput
    /// What the target cannot hold, and what of the input could not be read.
    public var losses: [ArtifactLoss]
    /// The runs that stand in the output.
    public var written: Int
    /// False where something would have been lost.
    public var isWritten: Bool
  }

  /// Reads `input` and writes it to `output` by `writer`, unless something would be lost.
  ///
  /// The output appears under its name in one step when it is whole and synced.
  /// - Parameter endsProcess: whether the process ends after this, so that no memory need be given back.
  /// - Throws: as `InputOpener.open`, `OutputError` for a place that must stay as it is, and `ArtifactError`.
  public func convert(
    _ input: String, to output: String, by writer: any ArtifactWriter, _ options: InputOpener.Options, allowsLoss: Bool,
    token: String, endsProcess: Bool = false
  ) throws -> Report {
    let place = try OutputPlace(output, besides: input)
    let opened = try InputOpener(plugins: plugins, monitor: monitor).open(input, options)
    if endsProcess { Self.kept.withLock { $0 = opened } }
    var losses = writer.losses(from: opened.release)
    let rejected = opened.counts.quarantined + opened.counts.conflicts
    if rejected > 0 {
      losses.append(ArtifactLoss("runs that are no whole records or contradict each other", count: rejected))
    }
    guard allowsLoss || losses.allSatisfy(\.isProvenance) else {
      return Report(input: opened, losses: losses, written: 0, isWritten: false)
    }
    let written = opened.release.runCount - losses.filter(\.isOfRuns).reduce(0) { $0 + $1.count }
    guard written > 0 else {
      throw BuildError.nothingUsable(
        "\(input): none of \(opened.release.runCount) runs fits the format of \(output) "
          + "(\(losses.filter(\.isOfRuns).map(\.what).joined(separator: "; "))); choose one that holds every space: "
          + "'.h5', '.sqlite', '.json' or '.jsonl'")
    }
    monitor.begin(.writing)
    let parent = FileSystem.parent(of: output)
    let temporary = "\(parent.isEmpty ? "." : parent)/.\(FileSystem.lastComponent(of: output)).tmp-\(token)"
    do {
      try writer.write(opened.release, to: temporary, workers: options.jobs)
      try monitor.checkInterruption()
      try place.check(replacedBy: temporary)
      try put(temporary, in: output)
    } catch {
      try? FileSystem.remove(temporary)
      throw error
    }
    monitor.begin(.done)
    return Report(input: opened, losses: losses, written: written, isWritten: true)
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
