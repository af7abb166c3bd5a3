import Bindings
import Bytes
public import Codecs
public import Core
import JSON

/// Writes `<name>.jsonl.gz`: one run a line, in the order of the runs in HDF5.
///
/// * `metrics` holds the columns that belong to a split; the others (`time_elapsed`) are members of their own behind
///   it, or stay in `metrics` where they would take the name of another member.
/// * `costs`: the encoder at its first input size, and the model of the task, where the space gives them.
/// * `info`: what the source logged besides: `inference_time`, `params`, `time_total`, then the facts of the run.
public struct JSONLinesWriter: ComparingArtifactWriter, ExaminingArtifactWriter {
  /// Lines per gzip member.
  static let runsPerMember = 256

  private let compression: TextCompression

  public init(compression: TextCompression = .gzip) { self.compression = compression }

  public var name: String { "jsonl" }

  public func fileName(for release: Release) -> String { release.name + ".jsonl.gz" }

  public func losses(from release: Release) -> [ArtifactLoss] {
    let facts = release.metadata.count
    return facts > 0
      ? [
        ArtifactLoss(
          "facts about the release as a whole: title, authors, licence, citation", count: facts, isProvenance: true)
      ] : []
  }

  public func write(_ release: Release, to path: String, workers: Int) throws {
    let spans = Self.spans(of: release)
    try ParallelTextWriter.write(
      to: path, members: spans.count, workers: workers, content: .numbers, compression: compression
    ) { index, output in
      JSONWriter.append(to: &output) { writer in
        Self.forEachRun(of: spans[index], release) { run, line in
          line.write(run, to: &writer)
          writer.endDocument()
        }
      }
    }
  }

  /// Whether the file at `path` holds the runs of `release`. Their facts, which no other artifact has, are taken as they
  /// stand there, and so are their sources where `release` tells of none.
  public func holds(_ release: Release, at path: String, workers: Int) throws -> Bool {
    let spans = Self.spans(of: release)
    return try ComparisonEnd.isReached { () throws(ComparisonEnd) in
      var comparison = try JSONLinesComparison(path, hasSources: !release.sources.isEmpty)
      try OrderedWork.run(
        count: spans.count, workers: workers, into: &comparison, scratch: { OutputBytes(capacity: 1 << 20) },
        produce: { (index, output: inout OutputBytes) throws(ComparisonEnd) -> JSONLinesComparison.Lines in
          let lines = Self.lines(of: spans[index], release, &output)
          return JSONLinesComparison.Lines(text: output.array, lines: lines)
        },
        consume: { (lines, comparison: inout JSONLinesComparison) throws(ComparisonEnd) in
          try comparison.expect(lines)
        })
      try comparison.expectEnd()
    }
  }

  /// The first line whose costs are not those of its architecture. The order of lines says nothing.
  public func differences(from release: Release, at path: String) throws -> [ArtifactDifference] {
    var text = try ComparedText(path)
    var costs = JSONLineCosts(release)
    var number = 0
    while true {
      number += 1
      guard let found = try text.nextLine({ costs.difference(in: $0, number) }) else { return [] }
      if let found { return [found] }
    }
  }

  /// Writes the runs of `span` without facts into `output`.
  private static func lines(
    of span: GroupSpan, _ release: Release, _ output: inout OutputBytes
  ) -> [JSONLinesComparison.Line] {
    output.removeAll()
    var lines: [JSONLinesComparison.Line] = []
    JSONWriter.append(to: &output) { writer in
      forEachRun(of: span, release) { run, line in
        let facts = line.write(run, hasFacts: false, to: &writer)
        writer.endDocument()
        lines.append(JSONLinesComparison.Line(facts: facts, end: writer.output.count))
      }
    }
    return lines
  }

  private static func forEachRun(of span: GroupSpan, _ release: Release, _ body: (ReleasedRun, JSONRunLine) -> Void) {
    let space = release.spaces[span.space]
    let task = space.tasks[span.task]
    let group = task.groups[span.group]
    let line = JSONRunLine(release: release, space: space, task: task, budget: group.budget)
    for run in span.runs { body(group.runs[run], line) }
  }

  /// Some consecutive runs of one group.
  private struct GroupSpan: Sendable {
    var space: Int
    var task: Int
    var group: Int
    var runs: Range<Int>
  }

  private static func spans(of release: Release) -> [GroupSpan] {
    var spans: [GroupSpan] = []
    for (space, content) in release.spaces.enumerated() {
      for (task, content) in content.tasks.enumerated() {
        for (group, content) in content.groups.enumerated() {
          for first in stride(from: 0, to: content.runs.count, by: runsPerMember) {
            let runs = first..<min(first + runsPerMember, content.runs.count)
            spans.append(GroupSpan(space: space, task: task, group: group, runs: runs))
          }
        }
      }
    }
    return spans
  }
}
