import Core
import Testing

@testable import Layouts

struct TransNASPathTests {
  private static let tasks = TransNASTask.all.map(\.schema.name.rawValue)

  @Test(
    arguments: [
      ("class_scene/model_results/64-1234-basic", ["64-1234-basic"], "class_scene", []),
      ("class_scene/model_results/64-1234-basic/seed_666", ["64-1234-basic"], "class_scene", [666]),
      ("x/y/jigsaw/model_results/64-41414-1_02_333/seed_0777", ["64-41414-1_02_333"], "jigsaw", [777]),
      ("jigsaw/64-1234-basic", ["64-1234-basic"], "jigsaw", []), ("64-1234-basic", ["64-1234-basic"], nil, []),
      ("jigsaw/model_results", [], "jigsaw", []), ("jigsaw", [], "jigsaw", []), ("", [], nil, []),
      ("jigsaw/model_results/whatever/seed_x", ["whatever"], "jigsaw", []), ("elsewhere/run1", [], nil, []),
      ("jigsaw/model_results/64-1234-basic/run/seed_5/more", ["64-1234-basic"], "jigsaw", [5]),
      ("seed_5/jigsaw/model_results/node7/64-1234-basic/seed_6", ["64-1234-basic"], "jigsaw", [5, 6]),
      ("jigsaw/64-1234-basic/copies/64-4321-basic", ["64-1234-basic", "64-4321-basic"], "jigsaw", []),
      ("2020-09-01/jigsaw/model_results/64-1234-basic/2021-12-24", ["64-1234-basic"], "jigsaw", []),
      ("v1-2-3/gpu-0-1/jigsaw/model_results/1-of-4/64-1234-basic", ["64-1234-basic"], "jigsaw", []),
      ("jigsaw/model_results/64-1234-basic_old", ["64-1234-basic_old"], "jigsaw", []),
      ("jigsaw/model_results/64-1234-basic/seed_-777", ["64-1234-basic"], "jigsaw", [-777]),
      ("jigsaw/model_results/64-1234-basic/seed_666_again", ["64-1234-basic"], "jigsaw", [666]),
      ("jigsaw/model_results/64-1234-basic/seed777/seeds/seed_files", ["64-1234-basic"], "jigsaw", [777]),
    ] as [(String, [String], String?, [Int])])
  func thePathNamesArchitectureTaskAndSeed(
    _ directory: String, _ architectures: [String], _ task: String?, _ seeds: [Int]
  ) {
    let path = TransNASPath(directory: directory[...], tasks: Self.tasks)
    #expect(path.architectures == architectures)
    #expect(path.task == task)
    #expect(path.seeds == seeds)
    #expect(path.seedlike == [])
  }

  @Test(arguments: ["seed_5b", "seed_99999999999999999999", "seed-7.5"])
  func aNameLikeThatOfASeedWithoutANumberIsKept(_ name: String) {
    let path = TransNASPath(directory: "jigsaw/model_results/64-1234-basic/\(name)", tasks: Self.tasks)
    #expect(path.seeds == [])
    #expect(path.seedlike == [name])
    #expect(path.architectures == ["64-1234-basic"])
  }

  @Test(arguments: [
    ("/home/me/tb101/jigsaw/model_results/64-1234-basic", 3),
    ("/home/me/jigsaw/model_results/64-1234-basic/run/seed_5", 5), ("/jigsaw/64-1234-basic", 2), ("/home/me/x/y/z", 4),
    ("/x", 1),
  ])
  func whatBelongsToARunBeginsAtItsTask(_ directory: String, _ depth: Int) {
    #expect(TransNASPath.depth(of: directory, tasks: Self.tasks) == depth)
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
