import Bytes
import Core
import Formats
import Foundation
import TestSupport
import Testing

@Suite struct ReleaseReadingTests {
  private static func release() -> Release {
    var release = SyntheticRelease.odd.make()
    release.computeDerivedColumns()
    addNumbersOfRuns(to: &release)
    return release
  }

  /// Gives runs numbers as wholes: ordinary, special and absent ones.
  private static func addNumbersOfRuns(to release: inout Release) {
    let numbers: [Double] = [0.1, .nan, .infinity, -.infinity, -0.0, Curve.absent, 1e300]
    for space in release.spaces.indices {
      for task in release.spaces[space].tasks.indices {
        release.spaces[space].tasks[task].schema.values = ["published_macs", "proxy"].map { name in
          MetricDefinition(
            name: MetricName(name), rawName: nil, split: nil, unit: .none, direction: .none, title: "a number")
        }
        for group in release.spaces[space].tasks[task].groups.indices {
          for run in release.spaces[space].tasks[task].groups[group].runs.indices {
            release.spaces[space].tasks[task].groups[group].runs[run].values = [
              numbers[run % numbers.count], numbers[(run + task + 3) % numbers.count],
            ]
          }
        }
      }
    }
  }

  /// The head and the runs that `read` gives of the artifact of `writer`.
  private func parts(
    _ writer: any ArtifactWriter, _ release: Release,
    _ read: (String, (ReleasePart) throws(ReleaseInputError) -> Void) throws -> Void
  ) throws -> (head: ReleaseHead, runs: [ReleaseLine]) {
    let directory = TemporaryDirectory()
    let path = directory.path(writer.fileName(for: release))
    try writer.write(release, to: path, workers: 2)
    var head: ReleaseHead?
    var runs: [ReleaseLine] = []
    try read(path) { part in
      switch part {
      case .head(let given): head = given
      case .run(let run): runs.append(run)
      }
    }
    return (try #require(head), runs)
  }

  @Test func hdf5GivesBackEveryRunToTheLastBit() throws {
    let release = Self.release()
    let found = try parts(HDF5Writer(), release) { path, body in try HDF5ReleaseReader().read(path, body) }
    #expect(found.head == ReleaseHead(release))
    #expect(found.runs == release.lines.map { $0.without(info: true, sources: true) })
  }

  @Test(.enabled(if: CellarProgram.path != nil))
  func aChildProcessGivesBackTheSameAsTheReaderInIt() throws {
    let release = Self.release()
    let program = try #require(CellarProgram.path)
    let found = try parts(HDF5Writer(), release) { path, body in
      try HDF5ReleaseProcess(executable: program).read(path, body)
    }
    #expect(found.head == ReleaseHead(release))
    #expect(found.runs == release.lines.map { $0.without(info: true, sources: true) })
  }

  @Test func sqliteGivesBackEveryRunToTheLastBit() throws {
    let release = Self.release()
    let found = try parts(SQLiteWriter(), release) { path, body in try SQLiteReleaseReader().read(path, body) }
    var head = ReleaseHead(release)
    head.metadata.sort { $0.key.precedesBytewise($1.key) }
    #expect(found.head == head)
    #expect(found.runs == release.lines.map { $0.without(info: true, sources: false) })
  }

  @Test(arguments: [1, 3])
  func theDocumentGivesBackEveryRunToTheLastBit(_ workers: Int) throws {
    let release = Self.release()
    let found = try parts(JSONDocumentWriter(), release) { path, body in
      try JSONDocumentReleaseReader(workers: workers).read(path, body)
    }
    #expect(found.head == ReleaseHead(release))
    #expect(found.runs.sorted() == release.lines.sorted(withoutInfo: true, withoutSources: true))
  }

  @Test(arguments: [1, 3])
  func linesGiveBackEveryRunToTheLastBitWithFactsAndSources(_ workers: Int) throws {
    let release = Self.release()
    let directory = TemporaryDirectory()
    let path = directory.path("x.jsonl.gz")
    try JSONLinesWriter().write(release, to: path, workers: 2)
    var runs: [ReleaseLine] = []
    let head = try JSONLinesReleaseReader(workers: workers).read(path) { runs.append($0) }
    #expect(head == nil)
    // Lines keep the name of a number that a run lacks.
    for index in runs.indices { runs[index].values.removeAll { Curve.isAbsent($0.value) } }
    #expect(runs == release.lines)
  }

  @Test(arguments: [1, 3])
  func aWriterKnowsItsOwnFileAndNoOther(_ workers: Int) throws {
    let release = Self.release()
    var other = release
    other.spaces[0].tasks[0].groups[0].runs[0].curve.values[0] = 0.25
    var factless = release
    for space in factless.spaces.indices {
      for task in factless.spaces[space].tasks.indices {
        for group in factless.spaces[space].tasks[task].groups.indices {
          for run in factless.spaces[space].tasks[task].groups[group].runs.indices {
            factless.spaces[space].tasks[task].groups[group].runs[run].info = []
          }
        }
      }
    }
    let bare = try #require(factless.tracing(nil))
    var moved = release
    moved.sources[0].path += "x"
    let directory = TemporaryDirectory()
    for writer in [JSONLinesWriter(), JSONDocumentWriter(), SummaryWriter()] as [any ComparingArtifactWriter] {
      let path = directory.path("x.\(writer.name)")
      try writer.write(release, to: path, workers: 2)
      #expect(try writer.holds(release, at: path, workers: workers))
      // The lines alone hold facts, which are not compared, and sources.
      #expect(try writer.holds(factless, at: path, workers: workers))
      #expect(try writer.holds(bare, at: path, workers: workers))
      #expect(try writer.name != "jsonl" || !writer.holds(moved, at: path, workers: workers))
      #expect(try writer.name == "csv" || !writer.holds(other, at: path, workers: workers))
      let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
      directory.write(bytes + bytes.suffix(1), to: "longer")
      #expect(try !writer.holds(release, at: directory.path("longer"), workers: workers))
      directory.write(Array(bytes.dropLast()), to: "shorter")
      #expect(try !writer.holds(release, at: directory.path("shorter"), workers: workers))
      #expect(throws: ArtifactError.self) { try writer.holds(release, at: directory.path("none"), workers: workers) }
    }
  }

  @Test(arguments: [1, 3])
  func aDatabaseIsComparedByPages(_ workers: Int) throws {
    let release = Self.release()
    let writer = SQLiteWriter()
    let directory = TemporaryDirectory()
    let path = directory.path("x.sqlite")
    try writer.write(release, to: path, workers: 2)
    #expect(try writer.holds(release, at: path, workers: workers))
    #expect(try writer.differences(from: release, at: path).isEmpty)
    let sources = try writer.sources(at: path)
    let traced = try #require(release.tracing(nil)?.tracing(sources))
    #expect(try writer.holds(traced, at: path, workers: workers))
    #expect(release.tracing(ReleaseSources(files: [], references: [])) == nil)
    for (change, words) in Self.changes {
      var other = release
      change(&other)
      #expect(try !writer.holds(other, at: path, workers: workers), "\(words)")
      let found = try writer.differences(from: other, at: path)
      #expect(found.contains { $0.found.contains(words) }, "\(words): \(found)")
    }
    #expect(throws: ReleaseInputError.self) { try writer.holds(release, at: path + "x", workers: workers) }
  }

  /// Something to change in a release, and what is said of its database then.
  private static let changes: [(change: @Sendable (inout Release) -> Void, words: String)] = [
    ({ $0.spaces[0].tasks[0].groups[0].runs[0].curve.values[0] = 0.25 }, " in curve_"),
    ({ $0.spaces[0].tasks[0].groups[0].runs[0].totalTime = 1 }, "time_total"),
    ({ $0.spaces[0].tasks[0].groups[0].runs[0].status = "other" }, "status"),
    ({ $0.spaces[0].tasks[0].groups[0].scores[0].count += 1 }, " in score where"),
    ({ $0.spaces[0].architectures[0].description.canonical = "other" }, "canonical"),
    ({ $0.spaces[0].tasks[0].schema.metrics[0].upper = 1234 }, "upper"),
    ({ $0.spaces[0].tasks[0].groups[0].runs[0].sources[0].pointer = "/other" }, "pointer"),
    ({ $0.sources[0].bytes += 1 }, "bytes"),
    ({ $0.spaces[0].architectures[0].description.costs[0].macs += 1 }, " in cost where"),
    ({ $0.spaces[0].tasks[0].groups[0].runs.removeLast() }, "run"),
  ]

  @Test func aCurveIsThatOfTheRelease() throws {
    let release = Self.release()
    for space in release.spaces {
      for task in space.tasks {
        let curves = task.groups.flatMap(\.runs).map(\.curve)
        let lines = release.lines.filter { $0.space == space.id && $0.task == task.name }
        #expect(lines.map { $0.columns.curve(task.schema) } == curves)
      }
    }
  }

  @Test func parametersThatWereNotLoggedStayApartFromThoseThatWere() throws {
    var release = Self.release()
    for index in release.spaces[1].tasks[1].groups[0].runs.indices where index % 2 == 0 {
      release.spaces[1].tasks[1].groups[0].runs[index].loggedParams = nil
    }
    let hdf5 = try parts(HDF5Writer(), release) { path, body in try HDF5ReleaseReader().read(path, body) }
    #expect(hdf5.runs.map(\.params) == release.lines.map(\.params))
    let json = try parts(JSONDocumentWriter(), release) { path, body in
      try JSONDocumentReleaseReader().read(path, body)
    }
    #expect(json.runs.sorted().map(\.params) == release.lines.sorted().map(\.params))
  }

  @Test func aReleaseOfManyBlocksAndChunksIsReadInOrder() throws {
    let release = SyntheticRelease(
      spaces: [("one", "x", 1700), ("two", "y", 3)], tasks: Array(SyntheticTask.transnas.prefix(2)), isOdd: false
    ).make()
    let wanted = release.lines
    let hdf5 = try parts(HDF5Writer(), release) { path, body in try HDF5ReleaseReader().read(path, body) }
    #expect(hdf5.runs == wanted.map { $0.without(info: true, sources: true) })
    let sqlite = try parts(SQLiteWriter(), release) { path, body in try SQLiteReleaseReader().read(path, body) }
    #expect(sqlite.runs == wanted.map { $0.without(info: true, sources: false) })
    let json = try parts(JSONDocumentWriter(), release) { path, body in
      try JSONDocumentReleaseReader(workers: 2).read(path, body)
    }
    #expect(json.runs.sorted() == wanted.sorted(withoutInfo: true, withoutSources: true))
  }
}

extension ReleaseLine {
  fileprivate func without(info: Bool, sources: Bool) -> ReleaseLine {
    var line = self
    if info { line.info = [] }
    if sources { line.sources = [] }
    return line
  }
}
