import Core

/// By which values the tasks of a release rank architectures, and the words for it.
enum RankingBasis {
  /// All by validation, which also chooses the epoch.
  case validation
  /// All by the final test value: there is no validation value.
  case test
  /// Those named by the final test value, the others by validation.
  case mixed(onTest: [TaskName])

  init(_ release: Release) {
    let tasks = release.spaces.flatMap(\.tasks)
    var onTest: [TaskName] = []
    for task in tasks where task.isRankedOnTest && !onTest.contains(task.name) { onTest.append(task.name) }
    self = onTest.isEmpty ? .validation : tasks.allSatisfy(\.isRankedOnTest) ? .test : .mixed(onTest: onTest)
  }

  /// What a value of the leaderboard is.
  var valueTitle: String {
    switch self {
    case .validation: "best validation value of the task's score metric at its largest budget"
    case .test: "final test value of the task's score metric at its largest budget; there are no validation values"
    case .mixed:
      "best validation value of the task's score metric at its largest budget, its final test value where the task has "
        + "no validation values"
    }
  }

  var valueFormula: String {
    switch self {
    case .validation: "score of rule best_valid on split valid"
    case .test: "score of rule final on split test"
    case .mixed: "score of rule best_valid on split valid; of rule final on split test where there is none"
    }
  }

  /// Which score ranks and regrets are of.
  var scoreTitle: String {
    switch self {
    case .validation: "the best validation score"
    case .test: "the final test score"
    case .mixed: "the best validation score, the final test score where there is none"
    }
  }

  /// What chooses the best, behind a comma.
  var chosenBy: String {
    switch self {
    case .validation: "by validation"
    case .test: "by the final test value"
    case .mixed: "by validation, by the final test value where there is none"
    }
  }
}
