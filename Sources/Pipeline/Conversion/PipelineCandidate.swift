import Core
import Ingest

/// An embedded pipeline that might read the files of a listing.
struct PipelineCandidate {
  let pipeline: PipelineFile
  let resolved: ResolvedPlan
  let units: [RecognizedUnits]

  /// The files that it reads.
  var files: Int { units.reduce(0) { $0 + $1.units.reduce(0) { $0 + $1.files.count } } }
  /// Tasks whose epochs the pipeline states.
  private var pinned: Int { pipeline.tasks.count { $0.epochs != nil } }

  /// The pipelines that read anything: those that read more files first, and of two that read as many, the one that pins
  /// less, which reads any subset.
  static func all(for listing: Listing, _ plugins: Plugins) throws -> [PipelineCandidate] {
    var candidates: [PipelineCandidate] = []
    for pipeline in try plugins.allPipelines() {
      let resolved = try PlanResolver(file: pipeline, plugins: plugins).resolve()
      let candidate = PipelineCandidate(pipeline: pipeline, resolved: resolved, units: resolved.units(in: listing))
      if candidate.files > 0 { candidates.append(candidate) }
    }
    let ranked = candidates.enumerated().sorted {
      ($1.element.files, $0.element.pinned, $0.offset) < ($0.element.files, $1.element.pinned, $1.offset)
    }
    return ranked.map(\.element)
  }

  /// Units that are read to find out whether a pipeline means the files that its patterns select.
  private static let sampleSize = 3

  /// Whether the files are what the pipeline takes them for. Any table or text may bear the names that its patterns
  /// select, so that one of the first is read; a source that is known by its content tells by itself what is wrong.
  func reads(_ listing: Listing, _ plugins: Plugins) -> Bool {
    let catalogue = ArchitectureCatalogue(spaces: resolved.plan.spaces)
    let ingestor = Ingestor(
      listing: listing, digest: plugins.digest, keepsOpaqueObjects: plugins.keepsOpaqueObjects)
    for source in units where !source.units.isEmpty {
      if source.layout is any SelfDescribingLayout { return true }
      let isOne = ingestor.withFiles { files in
        var reader = source.layout.makeReader(configuration: [])
        return source.units.prefix(Self.sampleSize).contains { unit in
          reader.read(unit, from: files).contains { run in
            run.architectures.contains { (try? catalogue.entry(for: $0.value)) != nil }
          }
        }
      }
      if isOne { return true }
    }
    return false
  }
}
