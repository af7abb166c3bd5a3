import CellarKit

/// Prints the best architectures of a task with less than two billion multiply-accumulates, and what each of them is.
@main
struct Leaderboard {
  static func main() {
    guard CommandLine.arguments.count == 3 else {
      print("usage: leaderboard RELEASE TASK")
      return
    }
    do throws(CellarError) {
      try printBest(of: CommandLine.arguments[2], in: CommandLine.arguments[1])
    } catch {
      print("error: \(error)")
    }
  }

  static func printBest(of task: String, in path: String) throws(CellarError) {
    let release = try BenchmarkRelease(at: path)
    print("\(release.metadata["title"] ?? "no title"): tasks \(release.tasks.joined(separator: ", "))")

    var question = Question(task: task)
    question.condition = "macs < 2e9"
    question.columns = ["space", "encoding", "valid_top1", "test_top1"]
    question.top = 3
    let answer = try release.answer(question)

    for row in answer.rows {
      guard let space = row[0].text, let encoding = row[1].text else { continue }
      let architecture = try Architecture(encoding, space: space)
      let network = architecture.costs[0]
      print(
        encoding, row[2].double ?? .nan, row[3].double ?? .nan,
        "\(network.parameters) parameters (\(network.liveParameters) live) at \(network.input)")
    }
  }
}
