import Bytes
import Formats
import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: sharedDirectory != nil, Comment(rawValue: sharedDirectoryReason)))
struct NASBench101ReaderTests {
  private static let folder = "data/nas-bench-101/"

  private func records(_ bytes: [UInt8]) throws(NASBench101Error) -> [NASBench101Record] {
    try bytes.withBytes { (bytes: RawSpan) throws(NASBench101Error) in
      var reader = NASBench101Reader()
      var result: [NASBench101Record] = []
      while let record = try reader.next(in: bytes) { result.append(record) }
      return result
    }
  }

  private struct Expected: Decodable {
    struct File: Decodable { var records: Int, cells: Int, budgets: [Int], repeats: Int }
    struct Module: Decodable {
      var adjacency: [[UInt8]], operations: [String], trainableParameters: Int32, epochs: [String: [[String: Double]]]
    }
    var files: [String: File], modules: [String: Module]
  }

  private func expected() throws -> Expected {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Expected.self, from: Data(sharedBytes(Self.folder + "expected.json")))
  }

  @Test(arguments: ["nasbench_mini.tfrecord", "nasbench_only108_mini.tfrecord"])
  func everyValueIsThatOfTheAuthorsReader(_ file: String) throws {
    let expected = try expected()
    let counts = try #require(expected.files[file])
    let records = try records(sharedBytes(Self.folder + file))
    #expect(records.count == counts.records)
    #expect(Set(records.map(\.moduleHash)).count == counts.cells)
    #expect(Set(records.map(\.epochs)) == Set(counts.budgets))
    var repeats: [String: Int] = [:]
    for record in records {
      let module = try #require(expected.modules[record.moduleHash.description])
      #expect(record.adjacency == module.adjacency.flatMap { $0 })
      #expect(record.operations.map { "\($0.label)" } == module.operations)
      #expect(record.metrics.trainableParameters == module.trainableParameters)
      let place = repeats["\(record.moduleHash) \(record.epochs)", default: 0]
      repeats["\(record.moduleHash) \(record.epochs)"] = place + 1
      let values = try #require(module.epochs["\(record.epochs)"])[place]
      for (prefix, evaluation) in [
        ("halfway", record.metrics.evaluations[1]), ("final", record.metrics.evaluations[2]),
      ] {
        #expect(values["\(prefix)_training_time"] == evaluation.trainingTime)
        #expect(values["\(prefix)_train_accuracy"] == evaluation.trainAccuracy)
        #expect(values["\(prefix)_validation_accuracy"] == evaluation.validationAccuracy)
        #expect(values["\(prefix)_test_accuracy"] == evaluation.testAccuracy)
      }
    }
    #expect(repeats.values.allSatisfy { $0 == counts.repeats })
  }

  @Test(arguments: ["nasbench_mini.tfrecord", "nasbench_only108_mini.tfrecord"])
  func writingGivesBackTheVeryBytes(_ file: String) throws {
    let bytes = try sharedBytes(Self.folder + file)
    var output = OutputBytes()
    for record in try records(bytes) { record.append(to: &output) }
    #expect(output.array == bytes)
  }

  @Test(arguments: [
    ("length_2_63.tfrecord", "byte 0: record 0: length 9223372036854775808; expected at most 1048576"),
    ("length_2_63_bad_crc.tfrecord", "byte 0: record 0: checksum of the length 0x"),
    ("length_4GiB_1.tfrecord", "byte 0: record 0: length 4294967297; expected at most 1048576"),
    ("zero_length_records_4e3.tfrecord", "byte 12: record 0: no JSON: byte 0: "),
    ("nb101_four_items.tfrecord", "byte 12: record 0: an array of 4; expected an array of five"),
    ("nb101_bad_base64.tfrecord", "byte 12: record 0: item 4: no base64 at character 0"),
    (
      "nb101_one_evaluation.tfrecord", "byte 12: record 0: item 4: no ModelMetrics message: byte 11: no field 2"
    ),
    ("nb101_not_square.tfrecord", "byte 12: record 0: item 2: '01001'; expected 4 digits 0 and 1, for 2 operations"),
    ("nb101_matrix_500x500.tfrecord", "byte 12: record 0: item 2: '0000"),
    ("protobuf_length_lies.tfrecord", "byte 12: record 0: item 4: no ModelMetrics message: byte "),
    ("protobuf_varint_11.tfrecord", "byte 12: record 0: item 4: no ModelMetrics message: byte "),
  ])
  func hostileRecordsAreRefusedByName(_ file: String, _ message: String) throws {
    let bytes = try sharedBytes("data/pickles-hostile/tfrecord/\(file)")
    let error = #expect(throws: NASBench101Error.self) { try records(bytes) }
    #expect(error?.description.hasPrefix(message) == true, "\(error.map(\.description) ?? "")")
  }

  @Test func aRefusedRecordDoesNotHideTheNext() throws {
    let bad = try sharedBytes("data/pickles-hostile/tfrecord/nb101_four_items.tfrecord")
    let good = try sharedBytes(Self.folder + "nasbench_only108_mini.tfrecord")
    let bytes = bad + good
    let (refused, read) = bytes.withBytes { bytes in
      var reader = NASBench101Reader()
      var (refused, read) = (0, 0)
      while true {
        do {
          guard try reader.next(in: bytes) != nil else { break }
          read += 1
        } catch { refused += 1 }
      }
      return (refused, read)
    }
    #expect(refused == 1)
    #expect(read == 75)
  }

  @Test func truncationAtEveryByteIsCutOrEndsAtARecord() throws {
    let bytes = Array(try sharedBytes(Self.folder + "nasbench_mini.tfrecord").prefix(1500))
    for count in bytes.indices {
      do throws(NASBench101Error) { _ = try records(Array(bytes[..<count])) } catch {
        guard case .frame(let frame) = error.reason, frame.isCut else {
          Issue.record("\(count): \(error)")
          continue
        }
      }
    }
  }

  @Test func damagedRecordsComeBack() throws {
    // Frames are made right again, so that the damage reaches what is in them.
    let bytes = try sharedBytes(Self.folder + "nasbench_only108_mini.tfrecord")
    let payloads = bytes.withBytes { bytes in
      var reader = TFRecordReader()
      var result: [[UInt8]] = []
      while let range = try? reader.next(in: bytes) { result.append(bytes.array(range)) }
      return result
    }
    let longest = fuzz("nas-bench-101", seeds: payloads) { payload in
      var output = OutputBytes()
      payload.withBytes { TFRecordFrame.append($0, to: &output) }
      _ = try? records(output.array)
    }
    #expect(longest < .seconds(5))
  }
}
