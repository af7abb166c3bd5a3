import Bytes
import Formats
import Testing

@Suite struct EventRunTests {
  private func file(version: String?, _ events: [(step: Int64, values: [(String, Float)], isStart: Bool)]) -> EventFile
  {
    var output = OutputBytes()
    func append(_ body: (inout ProtobufWriter) -> Void) {
      var writer = ProtobufWriter()
      body(&writer)
      writer.output.withBytes { TFRecordFrame.append($0, to: &output) }
    }
    if let version { append { $0.string(3, version) } }
    for event in events {
      append { writer in
        writer.double(1, 1e9)
        writer.integer(2, event.step)
        if event.isStart { writer.message(7) { $0.varint(1, 1) } }
        guard !event.values.isEmpty else { return }
        writer.message(5) { summary in
          for (tag, value) in event.values {
            summary.message(1) {
              $0.string(1, tag)
              $0.float(2, value)
            }
          }
        }
      }
    }
    return output.withBytes { EventFileReader.read($0) }
  }

  private func points(_ run: EventRun) -> [String: [Double]] {
    Dictionary(uniqueKeysWithValues: run.series.map { ($0.tag, $0.points.map(\.value)) })
  }

  private let steps: [(step: Int64, values: [(String, Float)], isStart: Bool)] = [
    (1, [("a", 1), ("b", 1)], false), (2, [("a", 2), ("b", 2)], false), (3, [("a", 3), ("b", 3)], false),
  ]

  @Test func aSessionStartVoidsEveryTagFromItsStepOn() {
    let first = file(version: "brain.Event:2", steps)
    let second = file(version: "brain.Event:2", [(2, [], true), (2, [("a", 20)], false)])
    let run = EventRun([first, second])
    #expect(points(run) == ["a": [1, 20], "b": [1]])
    #expect(run.voidCount == 4 - 0)
  }

  @Test func withoutAStartNothingIsVoidInVersion2() {
    let first = file(version: "brain.Event:2", steps)
    let second = file(version: "brain.Event:2", [(2, [("a", 20)], false)])
    #expect(points(EventRun([first, second])) == ["a": [1, 2, 3, 20], "b": [1, 2, 3]])
  }

  @Test func inOlderFilesAStepBackVoidsItsOwnTags() {
    let first = file(version: nil, steps)
    let second = file(version: nil, [(2, [("a", 20)], false), (2, [("b", 20)], false)])
    // The second event of the new file is no step back, so 'b' keeps what it had.
    #expect(points(EventRun([first, second])) == ["a": [1, 20], "b": [1, 2, 3, 20]])
  }

  @Test func filesAreJoinedInTheOrderOfTheirNames() {
    let names = ["events.out.tfevents.20.b", "hparams.yaml", "events.out.tfevents.10.c", "events.out.tfevents.20.a"]
    #expect(
      EventRun.order(names)
        == ["events.out.tfevents.10.c", "events.out.tfevents.20.a", "events.out.tfevents.20.b"])
  }

  @Test func manyRestartsTakeLinearTime() {
    let events = (0..<200_000).map { index in
      index % 2 == 0 ? (Int64(index), [("a", Float(1))], false) : (Int64(0), [], true)
    }
    let run = EventRun([file(version: "brain.Event:2", events)])
    #expect(run.series.isEmpty)
    #expect(run.voidCount == 100_000)
  }
}
