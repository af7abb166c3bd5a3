import Bytes
import Formats
import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: sharedDirectory != nil, Comment(rawValue: sharedDirectoryReason)))
struct EventFileReaderTests {
  private static let folder = "data/tensorboard/"

  /// A number, or one of the words that JSON has no number for.
  private enum Number: Decodable {
    case number(Double)
    case word(String)
    case none

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let value = try? container.decode(Double.self) {
        self = .number(value)
      } else if let word = try? container.decode(String.self) {
        self = .word(word)
      } else {
        self = .none
      }
    }

    var double: Double {
      switch self {
      case .number(let value): value
      case .word("inf"): .infinity
      case .word("-inf"): -.infinity
      default: .nan
      }
    }
  }

  private struct Expected: Decodable {
    struct File: Decodable { var events: Int, scalars: [String: [[Number]]], notScalars: [[Number]] }
    var files: [String: File], runAfterMerge: [String: [String: [[Number]]]]
    var corruptRecordOffset: Int, cutOffset: Int
  }

  private func expected() throws -> Expected {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Expected.self, from: Data(sharedBytes(Self.folder + "expected.json")))
  }

  private func read(_ path: String) throws -> EventFile {
    try sharedBytes(path).withBytes { EventFileReader.read($0) }
  }

  private func same(_ left: Double, _ right: Double) -> Bool { left == right || (left.isNaN && right.isNaN) }

  @Test func everyFileIsReadAsTensorBoardReadsIt() throws {
    let files = try expected().files
    #expect(files.count == 19)
    for (path, expected) in files {
      let file = try read(Self.folder + path)
      #expect(file.eventCount == expected.events, "\(path)")
      #expect(file.problems.isEmpty, "\(path)")
      var found: [String: [EventValue]] = [:]
      var others: Set<String> = []
      for value in file.values {
        if case .scalar = value.content {
          found[file.tags[value.tag].name, default: []].append(value)
        } else {
          others.insert(file.tags[value.tag].name)
        }
      }
      #expect(Set(found.keys) == Set(expected.scalars.keys), "\(path)")
      for (tag, points) in expected.scalars {
        let values = try #require(found[tag], "\(path) \(tag)")
        #expect(values.count == points.count, "\(path) \(tag)")
        for (value, point) in zip(values, points) {
          guard case .scalar(let scalar) = value.content else { continue }
          #expect(Double(value.step) == point[0].double, "\(path) \(tag)")
          #expect(same(scalar, point[1].double), "\(path) \(tag)")
          #expect(value.wallTime == point[2].double, "\(path) \(tag)")
        }
      }
      let words = expected.notScalars.compactMap { row in
        if case .word(let word) = row[0] { word } else { nil }
      }
      #expect(others == Set(words).subtracting(["session_log"]), "\(path)")
      #expect(file.sessionStarts.count == (words.contains("session_log") ? 1 : 0), "\(path)")
    }
  }

  @Test func everyRunIsJoinedAsTensorBoardJoinsIt() throws {
    let expected = try expected()
    #expect(expected.runAfterMerge.count == 17)
    for (run, tags) in expected.runAfterMerge {
      let prefix = run + "/"
      let names = expected.files.keys.filter { $0.hasPrefix(prefix) && !$0.dropFirst(prefix.count).contains("/") }
      let joined = EventRun(try EventRun.order(Array(names)).map { try read(Self.folder + $0) })
      // TensorBoard's own list leaves out what is stored as a tensor; the files hold what these runs have.
      if run.hasPrefix("tensor_") {
        let alone = try #require(expected.files[names[0]]).scalars.keys.sorted()
        #expect(joined.series.map(\.tag).sorted() == alone)
        continue
      }
      #expect(Set(joined.series.map(\.tag)) == Set(tags.keys), "\(run)")
      for series in joined.series {
        let points = try #require(tags[series.tag])
        #expect(series.points.count == points.count, "\(run) \(series.tag)")
        for (point, other) in zip(series.points, points) {
          #expect(Double(point.step) == other[0].double && same(point.value, other[1].double), "\(run) \(series.tag)")
        }
      }
    }
  }

  @Test(arguments: ["restart", "restart_purge"])
  func theLaterOfTwoValuesForAStepCounts(_ run: String) throws {
    let folder = try #require(sharedDirectory).appending(path: Self.folder + run)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))
    let joined = EventRun(try EventRun.order(names).map { try read(Self.folder + run + "/" + $0) })
    let points = try #require(joined.series.first).latestPerStep
    let values = (0..<100).map { (step: Int) -> Double in step <= 40 ? Double(step) : Double(step) + 0.5 }
    #expect(points.map(\.step) == Array(0..<100))
    #expect(points.map(\.value) == values)
    #expect(joined.voidCount == (run == "restart_purge" ? 19 : 0))
  }

  @Test func damageIsReportedWithItsPlace() throws {
    let expected = try expected()
    func damage(_ folder: String) throws -> TFRecordError? {
      try read(Self.folder + folder + "/events.out.tfevents.1790000390.node07").damage
    }
    for folder in ["crc_data_middle", "crc_length_middle"] {
      let found = try #require(try damage(folder))
      #expect(found.offset == expected.corruptRecordOffset)
      #expect(found.record == 40)
      #expect(!found.isCut)
      #expect(found.canGoOn == (folder == "crc_data_middle"))
    }
    for folder in ["truncated_header", "truncated_tail"] {
      let found = try #require(try damage(folder))
      #expect(found.isCut)
      #expect(found.offset == expected.cutOffset)
    }
    for folder in ["truncated_clean", "empty_file", "tbx_basic", "zero_tail"] { #expect(try damage(folder) == nil) }
  }

  @Test func zerosBehindTheLastRecordAreNoDamage() throws {
    let padded = try read(Self.folder + "zero_tail/events.out.tfevents.1790000390.node07")
    #expect(padded.paddingSize == 4096)
    #expect(padded.eventCount == 101)
    #expect(try read(Self.folder + "tbx_basic/events.out.tfevents.1790000390.node07").paddingSize == 0)
  }

  @Test func hostileFilesGiveWhatIsWholeAndAReport() throws {
    let name = "data/pickles-hostile/tfrecord/events.out.tfevents.1790000000.node07."
    let negative = try read(name + "negative_length")
    #expect(negative.eventCount == 1)
    #expect(negative.version == 2)
    #expect(
      negative.damage?.description
        == "byte 40: record 1: length 18446744073709551615; expected at most 1073741824")
    let tag = try read(name + "invalid_utf8_tag")
    #expect(tag.values.isEmpty)
    #expect(tag.problems.map(\.description) == ["byte 60: event 1: a tag that is not UTF-8"])
  }

  @Test func truncationAtEveryByteKeepsWhatIsWhole() throws {
    let bytes = try sharedBytes(Self.folder + "restart/events.out.tfevents.1790000466.node07.7159.5.a")
    let whole = bytes.withBytes { EventFileReader.read($0) }
    for count in bytes.indices {
      let cut = Array(bytes[..<count]).withBytes { EventFileReader.read($0) }
      #expect(whole.values.starts(with: cut.values))
      #expect(cut.problems.isEmpty)
      if let damage = cut.damage { #expect(damage.isCut && damage.record == cut.eventCount) }
    }
  }

  @Test func damagedFilesComeBack() throws {
    let names = [
      "torch_basic/events.out.tfevents.1790000000.node07.7159.0.run0",
      "tensor_tf2/events.out.tfevents.1790000791.node07.7159.10",
      "restart_purge/events.out.tfevents.1790000673.node07.7159.8.b",
    ]
    let files = try names.map { try sharedBytes(Self.folder + $0) }
    // Every other round the frames are made right again, so that the damage reaches what is in them.
    let payloads = files.flatMap { bytes in
      bytes.withBytes { bytes in
        var reader = TFRecordReader()
        var result: [[UInt8]] = []
        while let range = try? reader.next(in: bytes) { result.append(bytes.array(range)) }
        return result
      }
    }
    var isFramed = false
    let longest = fuzz("event file", seeds: files + payloads) { bytes in
      isFramed.toggle()
      var output = OutputBytes()
      bytes.withBytes { isFramed ? output.append($0) : TFRecordFrame.append($0, to: &output) }
      let file = output.withBytes { EventFileReader.read($0) }
      _ = EventRun([file, file]).series.map(\.latestPerStep)
    }
    #expect(longest < .seconds(5))
  }
}
