import Core
import Foundation
import Layouts
import TestSupport
import Testing

@Suite(.enabled(if: sharedDirectory != nil, Comment(rawValue: sharedDirectoryReason)))
struct PublishedPickleTests {
  private static let layouts: [any SelfDescribingLayout] = [
    TransNASRelease(), NASBench201Release(), AutoDLCheckpoints(), NATSBench(), HWNASBench(),
  ]

  private static func read(_ path: String) throws -> (found: RecognizedFile, runs: [RawRun]) {
    let place = try #require(sharedDirectory).appending(path: "data/\(path)").path(percentEncoded: false)
    return try #require(try OneFile(place).runs(layouts))
  }

  private struct Expected: Decodable {
    let files: [String: File]
    struct File: Decodable {
      let full: [String: [String: [String: Run]]]?
      enum CodingKeys: String, CodingKey { case full = "data_full_4_archs" }
    }
    struct Run: Decodable {
      let budget: Int
      let info: [String: Double]
      let metrics: [String: [Double]]
      enum CodingKeys: String, CodingKey {
        case budget = "total_epochs"
        case info = "model_info"
        case metrics
      }
    }
  }

  @Test(arguments: ["zip", "legacy"]) func aTransNASFileHoldsTheExpectedValues(_ kind: String) throws {
    let directory = try #require(sharedDirectory)
    let expected = try JSONDecoder().decode(
      Expected.self, from: Data(contentsOf: directory.appending(path: "data/transnas-pth/expected.json")))
    let full = try #require(expected.files["transnas_40_zip.pth"]?.full)
    let (found, runs) = try Self.read("transnas-pth/transnas_40_\(kind).pth")
    #expect(found.pipeline == "transnas-bench-101-release")
    #expect(runs.count == 280)
    var compared = 0
    for run in runs {
      let encoding = try #require(run.architectures.first?.value)
      let task = try #require(run.tasks.first?.value)
      #expect(run.problems.isEmpty && run.seeds.isEmpty && run.status?.value == "finished")
      guard let known = full.values.lazy.compactMap({ $0[encoding]?[task] }).first else { continue }
      let schema = try #require(found.layout.tasks.first { $0.name.rawValue == task })
      let curve = try #require(run.curve)
      #expect(run.budget?.value == known.budget && run.epochs == Array(0..<known.budget))
      #expect(known.metrics.count == schema.metrics.count)
      for (column, metric) in schema.metrics.enumerated() {
        #expect(curve.column(column).map(\.bitPattern) == known.metrics[metric.name.rawValue]?.map(\.bitPattern))
      }
      #expect(run.inferenceTime == known.info["inference_time"])
      #expect((run.loggedParams?.value).map(Double.init) == known.info["encoder_params"])
      for (definition, value) in zip(schema.values, run.values) {
        #expect(value == known.info[definition.rawName ?? ""])
      }
      compared += 1
    }
    #expect(compared == 28)
  }

  @Test func clockTimesBecomeSeconds() throws {
    let (found, runs) = try Self.read("transnas-pth/transnas_timestr_zip.pth")
    let run = try #require(
      runs.first { $0.architectures[0].value == "64-41414-1_02_333" && $0.tasks[0].value == "jigsaw" })
    let column = try #require(
      found.layout.tasks.first { $0.name == "jigsaw" }?.metrics.firstIndex { $0.name == "time_elapsed" })
    #expect(run.curve?.column(column).prefix(2) == [159, 314])
  }

  @Test func raggedAndNumpyValuesAndTensorsAreRead() throws {
    let (found, runs) = try Self.read("transnas-pth/transnas_numpy_zip.pth")
    #expect(runs.flatMap(\.problems).isEmpty)
    func curve(_ runs: [RawRun]) -> Curve? {
      runs.first { $0.architectures[0].value == "64-41414-1_02_333" && $0.tasks[0].value == "jigsaw" }?.curve
    }
    let (odd, plain) = (curve(runs), curve(try Self.read("transnas-pth/transnas_40_zip.pth").runs))
    let metrics = try #require(found.layout.tasks.first { $0.name == "jigsaw" }).metrics
    for (column, metric) in metrics.enumerated() {
      // The tensor holds single precision.
      let expected = plain?.column(column).map { metric.name == "test_top1" ? Double(Float($0)) : $0 }
      #expect(odd?.column(column).map(\.bitPattern) == expected?.map(\.bitPattern), "\(metric.name)")
    }
    let run = try #require(
      runs.first { $0.architectures[0].value == "64-41414-0_03_122" && $0.tasks[0].value == "jigsaw" })
    let column = try #require(
      found.layout.tasks.first { $0.name == "jigsaw" }?.metrics.firstIndex { $0.name == "valid_loss" })
    #expect(run.curve?.column(column).count { Curve.isAbsent($0) } == 3)
    let scene = try #require(
      runs.first { $0.architectures[0].value == "64-41414-0_03_122" && $0.tasks[0].value == "class_scene" })
    let loss = try #require(
      found.layout.tasks.first { $0.name == "class_scene" }?.metrics.firstIndex { $0.name == "valid_loss" })
    let last = try #require(scene.curve?.column(loss).last)
    #expect(last.isNaN && !Curve.isAbsent(last))
  }

  @Test func aCheckpointIsNamedByItsFileAlone() throws {
    let (found, runs) = try Self.read(
      "nas-bench-201-checkpoints/zip/000000-000389-C4-N1/arch-000009-seed-0777.pth")
    #expect(found.pipeline == "nas-bench-201")
    #expect(runs.map { $0.tasks[0].value } == ["cifar10-valid", "cifar10", "cifar100", "ImageNet16-120"])
    for run in runs {
      #expect(run.seeds.map(\.value) == [777] && run.budget?.value == 200 && run.problems.isEmpty)
      #expect(
        run.architectures.map(\.value) == ["|avg_pool_3x3~0|+|none~0|none~1|+|skip_connect~0|none~1|nor_conv_3x3~2|"])
      // Old checkpoints have no times, and one evaluation each.
      let schema = try #require(found.layout.tasks.first { $0.name.rawValue == run.tasks[0].value })
      let measured = zip(schema.metrics, schema.metrics.indices).filter { _, column in
        run.curve?.column(column).contains { !Curve.isAbsent($0) } == true
      }.map(\.0.name.rawValue)
      let part =
        switch run.tasks[0].value {
        case "cifar10-valid": "valid"
        case "cifar10": "test"
        default: "test_original"
        }
      #expect(
        measured == ["train", part].flatMap { part in ["accuracy", "top5", "loss"].map { "\(part)_\($0)" } })
    }
  }

  @Test(arguments: [
    ("nats-bench/NATS-tss-v1_0-3ffb9-simple/000284.pickle.pbz2", "nats-bench-topology", 17),
    ("nats-bench/NATS-sss-v1_0-50262-simple/000000.pickle.pbz2", "nats-bench-size", 20),
    ("nats-bench/NATS-sss-v1_0-50262-simple/meta.pickle.pbz2", "nats-bench-size", 0),
    ("nas-bench-201-checkpoints/NAS-Bench-201-v1_1-mini-legacy.pth", "nas-bench-201", 39),
    ("nas-bench-201-checkpoints/simplifies/000000-000389-C4-N1.with-class-instances.pth", "nas-bench-201", 27),
  ])
  func aFileIsKnownByItsContent(_ path: String, _ pipeline: String, _ count: Int) throws {
    let (found, runs) = try Self.read(path)
    #expect(found.pipeline == pipeline)
    #expect(runs.count == count)
    #expect(runs.allSatisfy { $0.problems.isEmpty && Set($0.seeds.map(\.value)).count == 1 })
  }

  @Test func whatIsHostileIsRefusedWithItsReasonOrUnknown() throws {
    let directory = try #require(sharedDirectory).appending(path: "data/pickles-hostile")
    let names = FileManager.default.enumerator(atPath: directory.path)?.compactMap { $0 as? String } ?? []
    var refused = 0
    for name in names.sorted() where ["pkl", "pth", "pbz2"].contains(name.split(separator: ".").last ?? "") {
      if name.hasPrefix("ok/") { continue }
      let path = directory.appending(path: name).path(percentEncoded: false)
      do {
        guard let (_, runs) = try OneFile(path).runs(Self.layouts) else { continue }
        #expect(runs.allSatisfy { !$0.problems.isEmpty }, "\(name)")
        refused += 1
      } catch let error as RefusedFile {
        #expect(!error.message.isEmpty)
        refused += 1
      }
    }
    #expect(refused > 80)
  }
}
