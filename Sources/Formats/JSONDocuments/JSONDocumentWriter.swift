import Bytes
public import Codecs
public import Core
import JSON

/// Writes `<name>.json.gz`: one document in the shape of the benchmark's own API.
///
/// * A run has every column of its task's schema under `metrics`, as long as the run lasted.
/// * `model_info`: `encoder_params` as logged, else computed; the FLOPs are counts by the convention that
///   `model_info_counter` names, the encoder's at the input size at which the model of the task is counted.
/// * `replicates` holds the other runs of an architecture and task, by falling budget, then seed; a numbered
///   repetition has `repeat`.
/// * A run that did not end as `finished` has `status`; one whose `encoder_params` are computed has `params_logged`,
///   false. `release` describes tasks and columns, `space_ids` names the spaces: with them the document reads back.
public struct JSONDocumentWriter: ComparingArtifactWriter, ExaminingArtifactWriter {
  /// Runs per gzip member, rounded up to whole architectures.
  static let runsPerMember = 256
  /// The convention behind `model_FLOPs` and `encoder_FLOPs`.
  static let flopsCounter: CounterName = "thop-0.1.1"
  /// The status that is not written.
  static let usualStatus = "finished"

  private let compression: TextCompression

  public init(compression: TextCompression = .gzip) { self.compression = compression }

  public var name: String { "json" }

  public func fileName(for release: Release) -> String { release.name + ".json.gz" }

  public func losses(from release: Release) -> [ArtifactLoss] {
    let unfinished = release.runs { $0.status != "finished" }
    let hidden = release.spaces.flatMap(\.tasks).filter { task in
      task.schema.values.contains { JSONDocument.infoNames.contains($0.name) }
    }
    return (unfinished > 0 ? [ArtifactLoss("a status other than 'finished'", count: unfinished)] : [])
      + (hidden.isEmpty
        ? [] : [ArtifactLoss("numbers of runs that have the name of a computed cost", count: hidden.count)])
      + release.provenanceLosses
  }

  public func write(_ release: Release, to path: String, workers: Int) throws {
    let document = JSONDocument(release)
    try ParallelTextWriter.write(
      to: path, members: max(1, document.parts.count), workers: workers, content: .numbers, compression: compression
    ) { index, output in JSONWriter.append(to: &output) { document.write(part: index, to: &$0) } }
  }

  public func holds(_ release: Release, at path: String, workers: Int) throws -> Bool {
    let document = JSONDocument(release)
    return try ParallelTextWriter.isWritten(
      at: path, members: max(1, document.parts.count), workers: workers, content: .numbers, compression: compression
    ) { index, output in JSONWriter.append(to: &output) { document.write(part: index, to: &$0) } }
  }

  /// The first place where the text is not what `release` gives, however the file is compressed.
  public func differences(from release: Release, at path: String) throws -> [ArtifactDifference] {
    let document = JSONDocument(release)
    var text = try ComparedText(path)
    var output = OutputBytes()
    for part in 0..<max(1, document.parts.count) {
      output.removeAll()
      JSONWriter.append(to: &output) { document.write(part: part, to: &$0) }
      let found = try output.withBytes { (wanted) throws(ReleaseInputError) in try text.expect(wanted) }
      if let found { return [found] }
    }
    return try text.expectEnd().map { [$0] } ?? []
  }
}
