import Bytes
import Formats
import TestSupport
import Testing

@Suite struct TFRecordFileTests {
  private let payloads = (0..<50).map { [UInt8](repeating: UInt8($0), count: $0 * $0 % 400) }

  private func file() -> [UInt8] {
    var output = OutputBytes()
    for payload in payloads { payload.withBytes { TFRecordFrame.append($0, to: &output) } }
    return output.array
  }

  private func read(_ bytes: [UInt8], chunkSize: Int) throws -> (payloads: [[UInt8]], errors: [TFRecordError]) {
    let directory = TemporaryDirectory()
    directory.write(bytes, to: "x")
    var file = try TFRecordFile(opening: directory.path("x"), chunkSize: chunkSize)
    var (found, errors): ([[UInt8]], [TFRecordError]) = ([], [])
    while true {
      do throws(TFRecordFileError) {
        guard try file.next() else { return (found, errors) }
        let (record, size) = (file.record, file.withPayload { $0.byteCount })
        #expect(payloads[record].count == size)
        found.append(file.withPayload { $0.array(0..<$0.byteCount) })
      } catch {
        guard case .record(let record) = error else { throw error }
        errors.append(record)
        guard record.canGoOn else { return (found, errors) }
      }
    }
  }

  @Test(arguments: [1, 5, 12, 16, 100, 1 << 20]) func chunksDoNotMatter(_ chunkSize: Int) throws {
    let found = try read(file(), chunkSize: chunkSize)
    #expect(found.payloads == payloads)
    #expect(found.errors.isEmpty)
  }

  @Test(arguments: [3, 64, 1 << 20]) func placesCountFromTheStartOfTheFile(_ chunkSize: Int) throws {
    var bytes = file()
    let offset = payloads[..<20].reduce(0) { $0 + $1.count + 16 }
    bytes[offset + 12] ^= 1
    bytes.removeLast()
    let found = try read(bytes, chunkSize: chunkSize)
    #expect(found.payloads == Array(payloads[..<20] + payloads[21..<49]))
    #expect(found.errors.map(\.record) == [20, 49])
    #expect(found.errors.map(\.offset) == [offset, bytes.count + 1 - payloads[49].count - 16])
    #expect(found.errors[1].isCut)
  }

  /// `CELLAR_BENCHMARK=1 swift test -c release --filter TFRecordFileTests`
  @Test(.enabled(if: sharedDirectory != nil && isBenchmark)) func speed() throws {
    let records = try sharedBytes("data/nas-bench-101/nasbench_mini.tfrecord")
    let directory = TemporaryDirectory()
    var bytes: [UInt8] = []
    for _ in 0..<3000 { bytes += records }
    directory.write(bytes, to: "x")
    var count = 0
    let duration = try ContinuousClock().measure {
      var file = try TFRecordFile(opening: directory.path("x"))
      while try file.next() { count += 1 }
    }
    print("BENCHMARK tfrecord: \(count) records, \(Double(bytes.count) / (duration / .seconds(1)) / 1e9) GB/s")
    count = 0
    let reading = try ContinuousClock().measure {
      var file = try TFRecordFile(opening: directory.path("x"))
      var reader = NASBench101Reader()
      while try file.next() {
        let (number, offset) = (file.record, file.payloadOffset)
        let record = try file.withPayload { try reader.read($0, record: number, offset: offset) }
        count += record.metrics.evaluations.count
      }
    }
    print("BENCHMARK nas-bench-101: \(count / 3) records in \(reading)")
  }
}
