import Core

/// The rows of the table `score`, in the order of its key.
struct SQLiteScores: Sendable {
  /// The scores of one task and budget.
  private struct Group: Sendable {
    var space: Int
    var task: Int
    var taskID: Int
    var index: Int
  }

  /// Where a row stands in the release.
  private struct Place: Sendable {
    var group: Int32
    var score: Int32
  }

  let numbering: SQLiteNumbering
  private var groups: [Group] = []
  private var places: [Place] = []

  init(_ numbering: SQLiteNumbering) {
    self.numbering = numbering
    numbering.forEachTask { space, task, id in
      let content = numbering.release.spaces[space].tasks[task].groups
      for index in content.indices.sorted(by: { content[$0].budget < content[$1].budget }) {
        let scores = content[index].scores
        var order = Array(scores.indices)
        let isSorted = { zip(order, order.dropFirst()).allSatisfy { scores[$0].precedes(scores[$1]) } }
        if !isSorted() {
          order.sort { scores[$0].precedes(scores[$1]) }
          precondition(isSorted(), "an architecture has one score by a rule on a split")
        }
        places += order.map { Place(group: Int32(groups.count), score: Int32($0)) }
        groups.append(Group(space: space, task: task, taskID: id, index: index))
      }
    }
  }

  var count: Int { places.count }

  /// The id of the architecture, the id of the task, the budget, and the rest of a row.
  subscript(row: Int) -> (architecture: Int, task: Int, budget: Int, score: Score) {
    let group = groups[Int(places[row].group)]
    let content = numbering.release.spaces[group.space].tasks[group.task].groups[group.index]
    let score = content.scores[Int(places[row].score)]
    return (numbering.firstArchitecture[group.space] + score.architecture, group.taskID, content.budget, score)
  }

  /// How often each prefix of the key takes another value.
  var distinctPrefixes: [Int] {
    var distinct = [0, 0, 0, 0, 0]
    var previous: (task: Int, budget: Int, architecture: Int, rule: EpochRule)?
    for row in places.indices {
      let (architecture, task, budget, score) = self[row]
      let isNewTask = task != previous?.task
      let isNewBudget = isNewTask || budget != previous?.budget
      let isNewArchitecture = isNewBudget || architecture != previous?.architecture
      let isNewRule = isNewArchitecture || score.rule != previous?.rule
      for (place, isNew) in [isNewTask, isNewBudget, isNewArchitecture, isNewRule, true].enumerated() where isNew {
        distinct[place] += 1
      }
      previous = (task, budget, architecture, score.rule)
    }
    return distinct
  }
}

extension Score {
  /// The place of the rule and the split among their texts in bytewise order.
  private var textOrder: Int {
    let split =
      switch self.split {
      case .test: 0
      case .train: 1
      case .valid: 2
      }
    return rule == .bestValid ? split : 3 + split
  }

  fileprivate func precedes(_ other: Score) -> Bool {
    architecture == other.architecture ? textOrder < other.textOrder : architecture < other.architecture
  }
}
