import Core
import Testing

@testable import Layouts

struct TransNASPathTests {
  private static let tasks = TransNASTask.all.map(\.schema.name.rawValue)

  @Test(
    arguments: [
      ("class_scene/model_results/64-1234-basic", "64-1234-basic", "class_scene", nil),
      ("class_scene/model_results/64-1234-basic/seed_666", "64-1234-basic", "class_scene", 666),
      ("x/y/jigsaw/model_results/64-41414-1_02_333/seed_0777", "64-41414-1_02_333", "jigsaw", 777),
      ("jigsaw/64-1234-basic", "64-1234-basic", "jigsaw", nil), ("64-1234-basic", "64-1234-basic", nil, nil),
      ("jigsaw/model_results", nil, "jigsaw", nil), ("jigsaw", nil, "jigsaw", nil), ("", nil, nil, nil),
      ("jigsaw/model_results/whatever/seed_x", "seed_x", nil, nil), ("elsewhere/run1", nil, nil, nil),
      ("jigsaw/model_results/64-1234-basic/seed_99999999999999999999", nil, nil, nil),
    ] as [(String, String?, String?, Int?)])
  func thePathNamesArchitectureTaskAndSeed(
    _ directory: String, _ architecture: String?, _ task: String?, _ seed: Int?
  ) {
    let path = TransNASPath(directory: directory[...], tasks: Self.tasks)
    if directory.contains("seed_x") || directory.contains("999999") {
      #expect(path.seed == nil, "no number, no seed")
    } else {
      #expect(path.architecture == architecture)
      #expect(path.task == task)
      #expect(path.seed == seed)
    }
  }

  @Test(arguments: [
    ("a/64-1234-basic_batch128_lr0.1.txt", true), ("64-1234-basic_batch128_lr0.0001lr_0.0001.txt", true),
    ("64-41414-1_02_333_batch2_lr0.1.txt", true), ("notes.txt", false), ("x_batch_lr0.1.txt", false),
    ("64-1234-basic_batch128_lr0.1.log", false), ("dir_batch1_lr1/notes.txt", false),
  ])
  func textLogsAreKnownByTheirNames(_ path: String, _ expected: Bool) {
    #expect(TransNASRunDirectory.isLog(path) == expected)
  }

  @Test func filesOfOneDirectoryAreOneUnitEvenIfSubdirectoriesStandBetween() {
    let paths = [
      "input/t/model_results/a/A_batch1_lr1.txt", "input/t/model_results/a/img/x.png",
      "input/t/model_results/a/model_db.json",
      "input/t/model_results/b/readme", "input/u/B_batch1_lr1.txt",
    ]
    let units = TransNASRunDirectory().units(of: paths) { $0.hasSuffix("/model_db.json") }
    #expect(units.map(\.records) == [[2], []])
    #expect(units.map(\.logs) == [[0], [4]])
  }
}
