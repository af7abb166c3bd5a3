import CellarKit

/// Prints the best architectures of a task that cost less than a billion multiply-accumulates, and what each of them is.
@main
struct Leaderboard {
  static func main() throws {
    guard CommandLine.arguments.count == 3 else {
      print("usage: leaderboard RELEASE TASK")
      return
    }
    let release = try BenchmarkRelease(at: CommandLine.arguments[1])
    print("\(release.metadata["name"] ?? "?"): tasks \(release.tasks.joined(separator: ", "))")

    var question = Question(task: CommandLine.arguments[2])
    question.condition = "macs < 1e9"
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
