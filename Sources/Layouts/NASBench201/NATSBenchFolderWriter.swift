import Bytes
import Codecs
public import Core
import Formats
import SearchSpaces

/// Writes `<name>-simple/`: a folder in the shape of NATS-Bench, which the authors' package `nats_bench` opens.
///
/// `meta.pickle.pbz2` lists all architectures of the space; `000284.pickle.pbz2` holds the runs of one, by budget (`12`,
/// `200`; `01`, `90` of the size space), data set and seed. There is room for one space, and for runs with a seed on the
/// data sets of the benchmark.
public struct NATSBenchFolderWriter: ArtifactWriter {
  public init() {}

  public var name: String { "nats-bench" }

  public func fileName(for release: Release) -> String { release.name + "-simple" }

  public func losses(from release: Release) -> [ArtifactLoss] {
    let space = release.spaces.firstIndex { NATSBenchFolder($0) != nil }
    var runs = 0
    var columns = 0
    for (number, part) in release.spaces.enumerated() {
      for task in part.tasks {
        let dataset = NASBench201Dataset(rawValue: task.name.rawValue)
        for run in task.groups.lazy.flatMap(\.runs) {
          guard number == space, let dataset, run.seed != nil, run.repetition == nil else {
            runs += 1
            continue
          }
          let kept = NATSBenchFolder.columns(of: dataset)
          for (place, metric) in task.schema.metrics.enumerated() where !kept.contains(metric.name) {
            if run.curve.column(place).contains(where: { !Curve.isAbsent($0) }) { columns += 1 }
          }
        }
      }
    }
    return [
      ArtifactLoss(
        "runs of another space or data set, without a seed, or numbered repeats", count: runs, isOfRuns: true),
      ArtifactLoss("curves that the shape of NATS-Bench has no place for", count: columns),
      ArtifactLoss("a status other than 'finished'", count: release.runs { $0.status != "finished" }),
    ].filter { $0.count > 0 } + release.provenanceLosses
  }

  public func write(_ release: Release, to path: String, workers: Int) throws {
    do throws(SystemError) {
      try FileSystem.createDirectory(path)
    } catch {
      throw ArtifactError(path: error.path, operation: error.operation, message: error.message)
    }
    guard
      let (space, folder) = release.spaces.lazy.compactMap({ space in
        NATSBenchFolder(space).map { (space, $0) }
      }).first
    else {
      throw ArtifactError(
        path: path, operation: "write", message: "the release has no architectures of a space of NATS-Bench")
    }
    try Self.put(folder.list(), "\(path)/meta.pickle.pbz2")
    for (place, architecture) in space.architectures.enumerated() {
      guard let index = folder.index(of: architecture.encoding),
        let content = folder.content(place, index, space)
      else { continue }
      let digits = "\(index)"
      try Self.put(content, "\(path)/\(String(repeating: "0", count: 6 - digits.utf8.count))\(digits).pickle.pbz2")
    }
  }

  private static func put(_ pickle: [UInt8], _ path: String) throws(ArtifactError) {
    do throws(SystemError) {
      var file = try FileWriter(creating: path)
      try file.write(Bzip2Codec().compress(pickle.span))
      try file.finish()
    } catch {
      throw ArtifactError(path: error.path, operation: error.operation, message: error.message)
    }
  }
}
