import Bytes
public import Core
import Formats
import SearchSpaces

/// Writes `<name>.tfrecord`, which the authors' own API reads: runs of NAS-Bench-101 in the form in which they are
/// published.
///
/// Records come in the order of the release, repeats of one cell and budget in theirs. A run can be written where it was
/// evaluated half-way and at its end, in fractions; what the first evaluation measured is zero where it is unknown.
public struct NASBench101Writer: ArtifactWriter {
  public init() {}

  public var name: String { "nas-bench-101-tfrecord" }

  public func fileName(for release: Release) -> String { release.name + ".tfrecord" }

  public func losses(from release: Release) -> [ArtifactLoss] {
    var losses: [ArtifactLoss] = []
    var (foreign, values, unknown, facts, seeds) = (0, 0, 0, 0, 0)
    for (space, task) in Self.tasks(of: release) {
      let columns = NASBench101Columns(task.schema)
      for run in task.groups.flatMap(\.runs) {
        guard let columns, space.id == Self.space, let record = columns.record(of: run, in: space) else {
          foreign += 1
          continue
        }
        values += columns.otherValues(of: run, record)
        if columns.lacksInitialValue(run) { unknown += 1 }
        if run.seed != nil { seeds += 1 }
        if run.info.contains(where: { !NASBench101Columns.isKept($0.key) }) { facts += 1 }
      }
    }
    func lose(_ what: String, _ count: Int, isProvenance: Bool = false, isOfRuns: Bool = false) {
      if count > 0 {
        losses.append(ArtifactLoss(what, count: count, isProvenance: isProvenance, isOfRuns: isOfRuns))
      }
    }
    lose(
      "runs that are none of NAS-Bench-101: another space, task or unit, or not evaluated twice", foreign,
      isOfRuns: true)
    lose("numbers other than those of the two evaluations and the time in all", values)
    lose("seeds of runs", seeds)
    lose("runs without an evaluation before the first step, or a time in all, which becomes 0", unknown)
    lose("facts beside the numbers of runs", facts, isProvenance: true)
    return losses
  }

  public func write(_ release: Release, to path: String, workers: Int) throws {
    do throws(SystemError) {
      var file = try FileWriter(creating: path)
      var output = OutputBytes()
      for (space, task) in Self.tasks(of: release) where space.id == Self.space {
        guard let columns = NASBench101Columns(task.schema) else { continue }
        for run in task.groups.flatMap(\.runs) {
          guard let record = columns.record(of: run, in: space) else { continue }
          record.append(to: &output)
          guard output.count >= Self.blockSize else { continue }
          try output.withBytes { (bytes) throws(SystemError) in try file.write(bytes) }
          output.removeAll(keepingCapacity: true)
        }
      }
      try output.withBytes { (bytes) throws(SystemError) in try file.write(bytes) }
      try file.finish()
    } catch {
      throw ArtifactError(path: error.path, operation: error.operation, message: error.message)
    }
  }

  private static let space: SpaceID = "nas-bench-101"
  /// Bytes that are written at once.
  private static let blockSize = 1 << 20

  private static func tasks(of release: Release) -> [(ReleasedSpace, ReleasedTask)] {
    release.spaces.flatMap { space in space.tasks.map { (space, $0) } }
  }
}
