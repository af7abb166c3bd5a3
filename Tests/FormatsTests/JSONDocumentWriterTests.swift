import Bytes
import Codecs
import Core
import Formats
import Foundation
import JSON
import TestSupport
import Testing

@Suite struct JSONDocumentWriterTests {
  private func document(_ release: Release) throws -> JSONNode {
    let directory = TemporaryDirectory()
    let path = directory.path("x.json.gz")
    try JSONDocumentWriter().write(release, to: path, workers: 3)
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    let text = try GzipCodec().decompress(bytes.span, limit: 1 << 30)
    return try JSONNode(parsing: String(decoding: text, as: UTF8.self))
  }

  @Test func theDocumentHasTheShapeOfTheInterface() throws {
    let found = try document(SyntheticRelease.odd.make())
    #expect(
      found.members?.map(\.key) == [
        "format", "schema_version", "task_list", "info_names", "model_info_counter", "metrics_dict", "space_ids",
        "release", "data",
      ])
    #expect(found["format"]?.string == "cellar-api")
    #expect(found["schema_version"]?.string == "1")
    #expect(
      found["task_list"]?.elements?.map(\.string) == [
        "class_scene", "class_object", "room_layout", "jigsaw", "ImageNet16-120",
      ])
    #expect(found["data"]?.members?.map(\.key) == ["a", "b"])
    #expect(found["data"]?["b"]?.members?.count == 9)
    let entry = try #require(found["data"]?["b"]?["toy-space-b-00002"]?["class_scene"])
    #expect(
      entry.members?.map(\.key) == ["total_epochs", "seed", "model_info", "metrics", "replicates"])
    #expect(entry["metrics"]?.members?.last?.key == "time_elapsed")
  }

  @Test func thePrimaryRunHasTheLargestBudgetThenTheLowestSeedAndRunsWithoutSeedComeLast() throws {
    let found = try document(SyntheticRelease.odd.make())
    let entry = try #require(found["data"]?["b"]?["toy-space-b-00002"]?["class_scene"])
    let runs = [entry] + (entry["replicates"]?.elements ?? [])
    #expect(runs.map { $0["total_epochs"]?.integer } == [25, 25, 25, 4, 4, 4])
    #expect(runs.map { $0["seed"]?.integer } == [10, 11, nil, 10, 11, nil])
    #expect(runs.map { $0["repeat"]?.integer } == [nil, nil, 7, nil, nil, 7])
    #expect(runs[1]["metrics"]?["train_top1"]?.elements?.count == 2)
  }

  @Test func floatingPointOperationsAreCountedAtTheSizeOfTheModel() throws {
    let data = try document(SyntheticRelease.odd.make())["data"]
    let jigsaw = data?["a"]?["toy-space-a-00001"]?["jigsaw"]?["model_info"]
    #expect(jigsaw?["encoder_FLOPs"]?.integer == 76)
    #expect(jigsaw?["model_FLOPs"]?.integer == 1012)
    #expect(jigsaw?["encoder_params"]?.integer == 1_000_001)
    let scene = data?["a"]?["toy-space-a-00001"]?["class_scene"]?["model_info"]
    #expect(scene?["encoder_FLOPs"]?.integer == 236)
    let unknown = data?["a"]?["toy-space-a-00003"]?["class_scene"]?["model_info"]
    #expect(unknown?.members?.allSatisfy { $0.value == .null } == true)
  }

  @Test func spacesOfOneInterfaceNameStayApart() throws {
    let release = SyntheticRelease(
      spaces: [("one", "micro", 2), ("two", "micro", 1)], tasks: Array(SyntheticTask.transnas.prefix(1)), isOdd: false
    ).make()
    #expect(try document(release)["data"]?.members?.map(\.key) == ["micro", "two"])
  }

  @Test func aReleaseOfManyMembersIsOneDocument() throws {
    let release = SyntheticRelease(
      spaces: [("one", "x", 600), ("two", "y", 0), ("three", "z", 300)],
      tasks: Array(SyntheticTask.transnas.prefix(2)), isOdd: false
    ).make()
    let data = try document(release)["data"]
    #expect(data?.members?.map(\.value.members?.count) == [600, 0, 300])
  }
}
