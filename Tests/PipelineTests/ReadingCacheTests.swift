import Bytes
import Core
import Ingest
import TestSupport
import Testing

@testable import Pipeline

struct ReadingCacheTests {
  private static let unit = SourceUnit(records: [4], logs: [9])

  /// A reading with something in every field.
  private static let reading: Ingestor.UnitReading = {
    var run = RawRun()
    run.architectures = [
      Claim("64-1234-basic", at: Place(file: 4, isPath: true)), Claim("é", at: Place(file: 4, pointer: "/é")),
    ]
    run.tasks = [Claim("jigsaw", at: Place(file: 9, line: 12))]
    run.seeds = [Claim(-1, at: Place(file: 9, line: 3))]
    run.budget = Claim(25, at: Place(file: 9, line: 1))
    run.status = Claim("", at: Place(file: 4, pointer: "/x/finish_train"))
    run.statusMessage = "two\nlines"
    run.epochs = [1, 0]
    run.curve = Curve(epochs: 2, metrics: 3, values: [.nan, -0.0, .infinity, .leastNonzeroMagnitude, Curve.absent, 1])
    run.loggedParams = Claim(1_448_480, at: Place(file: 4))
    run.inferenceTime = 0.1
    run.configuration = [Claim(Attribute("batch_size", "128"), at: Place(file: 9, line: 7))]
    run.info = [Attribute("start", "2020-09-01 00:00")]
    run.problems = [
      Problem("SRC-03", at: Place(file: 4), "found", expected: "expected", hint: "hint", severity: .error),
      Problem("READ-02", at: Place(file: 9, line: 2), "found", hint: "hint"),
    ]
    run.sources = [SourceReference(file: 4, pointer: "/é"), SourceReference(file: 9, pointer: "")]
    run.epochsCompared = 2
    let contents = [
      4: FileContents(sha256: String(repeating: "a", count: 64), bytes: 10),
      9: FileContents(sha256: String(repeating: "b", count: 64), bytes: 0),
    ]
    return Ingestor.UnitReading(runs: [run, RawRun()], contents: contents)
  }()

  private static func digest(_ bytes: RawSpan) -> String {
    var hash: UInt64 = 14_695_981_039_346_656_037
    for index in 0..<bytes.byteCount { hash = (hash ^ UInt64(bytes.byte(at: index))) &* 1_099_511_628_211 }
    let text = String(hash, radix: 16)
    return String(repeating: "0", count: 64 - text.utf8.count) + text
  }

  private static func save(_ path: String) {
    var writer = CacheWriter()
    writer.append(CachedUnit(unit, reading), key: "key")
    writer.save(to: path, digest: digest)
  }

  @Test func aReadingComesBackWholeUnderNewNumbersOfItsFiles() throws {
    let directory = TemporaryDirectory()
    Self.save(directory.path("cache"))
    let file = try #require(CacheFile(reading: directory.path("cache"), digest: Self.digest))
    #expect(file.count == 1)
    #expect(file.contains("key"))
    let back = try #require(file.reading(of: "key", unit: SourceUnit(records: [0], logs: [1])))
    #expect(back.contents[0]?.bytes == 10)
    #expect(back.contents[1]?.sha256 == String(repeating: "b", count: 64))
    let run = back.runs[0]
    let original = Self.reading.runs[0]
    #expect(run.architectures.map(\.value) == original.architectures.map(\.value))
    #expect(run.architectures.map(\.place.isPath) == [true, false])
    #expect(run.tasks[0].place == Place(file: 1, line: 12))
    #expect(run.seeds[0].value == -1)
    #expect(run.budget?.value == 25)
    #expect(run.status?.value == "" && run.statusMessage == "two\nlines")
    #expect(run.epochs == [1, 0] && run.curve == original.curve)
    #expect(run.loggedParams?.value == 1_448_480 && run.inferenceTime == 0.1)
    #expect(run.configuration.map(\.value) == original.configuration.map(\.value))
    #expect(run.info == original.info && run.epochsCompared == 2)
    #expect(run.problems.map(\.message) == ["found", "found"] && run.problems[0].severity == .error)
    #expect(run.problems[1].expected == nil && run.problems[1].place == Place(file: 1, line: 2))
    #expect(run.sources.map(\.file) == [0, 1] && run.sources[0].pointer == "/é")
    #expect(back.runs[1].status == nil && back.runs[1].curve == nil && back.runs[1].epochsCompared == nil)
    #expect(file.reading(of: "another", unit: Self.unit) == nil)
  }

  @Test func aDamagedCacheIsAsGoodAsNone() throws {
    let directory = TemporaryDirectory()
    Self.save(directory.path("cache"))
    var buffer = ByteBuffer()
    try buffer.readFile(at: directory.path("cache"))
    let whole = buffer.array
    for length in stride(from: 0, to: whole.count, by: 7) {
      directory.write(Array(whole[..<length]), to: "cut")
      #expect(CacheFile(reading: directory.path("cut"), digest: Self.digest) == nil, "cut at \(length)")
    }
    for place in stride(from: 0, to: whole.count, by: 11) {
      var damaged = whole
      damaged[place] ^= 0x20
      directory.write(damaged, to: "damaged")
      #expect(CacheFile(reading: directory.path("damaged"), digest: Self.digest) == nil, "damaged at \(place)")
    }
    #expect(CacheFile(reading: directory.path("none"), digest: Self.digest) == nil)
  }

  @Test func evenWithARightChecksumNonsenseIsNotFollowed() throws {
    let directory = TemporaryDirectory()
    Self.save(directory.path("cache"))
    var buffer = ByteBuffer()
    try buffer.readFile(at: directory.path("cache"))
    let header = CacheFile.format.utf8.count + 66
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<300 {
      var body = Array(buffer.array[header...])
      for _ in 0..<4 {
        body[Int(generator.next(below: UInt64(body.count)))] = UInt8(truncatingIfNeeded: generator.next())
      }
      let sum = body.withBytes { Self.digest($0) }
      directory.write(Array("\(CacheFile.format)\n\(sum)\n".utf8) + body, to: "nonsense")
      // Whatever is made of it, nothing traps.
      _ = CacheFile(reading: directory.path("nonsense"), digest: Self.digest)?.reading(of: "key", unit: Self.unit)
    }
  }
}
