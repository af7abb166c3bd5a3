import Bytes
import Formats
import TestSupport
import Testing

@Suite struct TFRecordReaderTests {
  private let payloads: [[UInt8]] = [[], [1], Array("a record of the file".utf8), [UInt8](repeating: 9, count: 300)]

  private func file(_ payloads: [[UInt8]]) -> [UInt8] {
    var output = OutputBytes()
    for payload in payloads { payload.withBytes { TFRecordFrame.append($0, to: &output) } }
    return output.array
  }

  private func read(_ bytes: [UInt8], limit: Int = 1 << 30) -> (payloads: [[UInt8]], error: TFRecordError?) {
    bytes.withBytes { bytes in
      var reader = TFRecordReader(limit: limit)
      var result: [[UInt8]] = []
      do throws(TFRecordError) {
        while let range = try reader.next(in: bytes) { result.append(bytes.array(range)) }
        return (result, nil)
      } catch {
        return (result, error)
      }
    }
  }

  @Test func readingGivesBackWhatWasWritten() {
    let found = read(file(payloads))
    #expect(found.payloads == payloads)
    #expect(found.error == nil)
  }

  /// The first twelve bytes of every event file that TensorFlow writes: 24 bytes of payload.
  @Test func aFrameIsThatOfTensorFlow() {
    let frame = file([[UInt8](repeating: 0, count: 24)])
    #expect(Array(frame[..<12]) == [24, 0, 0, 0, 0, 0, 0, 0, 0xA3, 0x7F, 0x4B, 0x22])
  }

  @Test func truncationAtEveryByteIsACutAndKeepsWhatIsWhole() {
    let bytes = file(payloads)
    var ends = [0]
    for payload in payloads { ends.append((ends.last ?? 0) + payload.count + 16) }
    for count in bytes.indices {
      let found = read(Array(bytes[..<count]))
      let whole = ends.lastIndex { $0 <= count } ?? 0
      #expect(found.payloads == Array(payloads[..<whole]))
      #expect(found.error?.isCut == (ends.contains(count) ? nil : true))
      if let error = found.error {
        #expect(error.record == whole)
        #expect(error.offset == ends[whole])
      }
    }
  }

  @Test func aFlippedBitIsNeverPassedOn() {
    let bytes = file(payloads)
    for index in bytes.indices {
      var damaged = bytes
      damaged[index] ^= 4
      let found = read(damaged)
      #expect(found.error != nil)
      #expect(payloads.starts(with: found.payloads))
    }
  }

  @Test func aDamagedPayloadCanBePassedOver() throws {
    var bytes = file(payloads)
    bytes[16 + 12] ^= 1
    let damaged = bytes
    let found: ([[UInt8]], [TFRecordError]) = damaged.withBytes { bytes in
      var reader = TFRecordReader()
      var (result, errors): ([[UInt8]], [TFRecordError]) = ([], [])
      while true {
        do throws(TFRecordError) {
          guard let range = try reader.next(in: bytes) else { return (result, errors) }
          result.append(bytes.array(range))
        } catch {
          errors.append(error)
          guard error.canGoOn else { return (result, errors) }
        }
      }
    }
    #expect(found.0 == [payloads[0], payloads[2], payloads[3]])
    #expect(found.1.count == 1)
    #expect(found.1.first?.record == 1)
    #expect(found.1.first?.offset == 16)
  }

  @Test func messagesSayWhereAndWhat() {
    let bytes = file(payloads)
    #expect(
      read(Array(bytes[..<20])).error?.description == "byte 16: record 1: the file ends 4 bytes into a record of 12")
    #expect(read(bytes, limit: 100).error?.description == "byte 69: record 3: length 300; expected at most 100")
    let zeros = read([UInt8](repeating: 0, count: 4096)).error
    #expect(zeros?.description == "byte 0: record 0: checksum of the length 0x00000000; expected 0x07980329")
  }

  @Test func damagedFilesComeBack() {
    let longest = fuzz("tfrecord", seeds: [file(payloads)]) { _ = read($0) }
    #expect(longest < .seconds(5))
  }
}
