import Core

/// What the sections of a report are made from.
struct ReportContext {
  let release: Release
  /// The search spaces that Cellar knows, to draw cells.
  let spaces: [any SearchSpace]

  /// Characters of a cell that gets some width even where the page is narrow.
  private static let longCell = 24

  /// The released spaces with their statistics, which may be absent.
  var parts: [(space: ReleasedSpace, statistics: SpaceStatistics?)] {
    release.spaces.map { space in (space, release.statistics?.spaces.first { $0.space == space.id }) }
  }

  /// The epoch rule and split that rank architectures on `task`.
  static func ranking(_ task: ReleasedTask) -> (rule: EpochRule, split: Split) {
    task.isRankedOnTest ? (.final, .test) : (.bestValid, .valid)
  }

  /// The ranking scores of a task at its largest budget, in the unit of the metric.
  static func scores(_ task: ReleasedTask) -> [Score] {
    let (rule, split) = ranking(task)
    return task.groups.last?.scores.filter { $0.rule == rule && $0.split == split && $0.value != nil } ?? []
  }

  static func isLowerBetter(_ task: ReleasedTask) -> Bool {
    task.schema.metrics.first { $0.name == task.scoreMetric }?.direction == .lower
  }

  /// A panel of one space, and of one task unless it is of several.
  static func panel(_ space: ReleasedSpace, _ task: ReleasedTask?, caption: HTML, _ body: HTML) -> HTML {
    """
    <figure class="panel" data-space="\(space.id.rawValue)" data-task="\(task?.name.rawValue ?? "")">\
    <figcaption>\(caption)</figcaption>\(body)</figure>

    """
  }

  /// The panels of one space, under its name; nothing where there are none.
  static func block(_ space: ReleasedSpace, _ panels: HTML, isWide: Bool = false) -> HTML {
    if panels.text.isEmpty { return "" }
    return """
      <div class="block" data-space="\(space.id.rawValue)" data-task=""><h3>\(space.id.rawValue)</h3>\
      <div class="panels\(markup: isWide ? " wide" : "")">\(panels)</div></div>

      """
  }

  /// A table that scrolls by itself where the page is narrow.
  static func table(_ label: String, _ head: [String], _ rows: [[String]], numbersFrom: Int = 1) -> HTML {
    var table: HTML = """
      <div class="scroll" tabindex="0" role="region" aria-label="\(label)"><table><thead><tr>
      """
    for (column, cell) in head.enumerated() {
      table += "<th scope=\"col\"\(markup: column >= numbersFrom ? " class=\"n\"" : "")>\(cell)</th>"
    }
    table += "</tr></thead><tbody>"
    for row in rows {
      table += "<tr>"
      for (column, cell) in row.enumerated() {
        if column == 0 {
          table += "<th scope=\"row\">\(cell)</th>"
        } else {
          let style = column >= numbersFrom ? " class=\"n\"" : cell.count > Self.longCell ? " class=\"t\"" : ""
          table += "<td\(markup: style)>\(cell)</td>"
        }
      }
      table += "</tr>"
    }
    table += "</tbody></table></div>"
    return table
  }

  /// The same behind a word that opens it.
  static func folded(_ label: String, _ head: [String], _ rows: [[String]], numbersFrom: Int = 0) -> HTML {
    "<details><summary>Table</summary>\(table(label, head, rows, numbersFrom: numbersFrom))</details>"
  }
}
