import Core

/// What the release is, what is in it, and how much of each space.
struct ReportContents {
  let context: ReportContext

  /// Characters of a fact that gets a line of its own.
  private static let longFact = 60

  /// The facts of the release as a whole.
  var facts: HTML {
    var html: HTML = "<dl class=\"facts\">"
    let facts = context.release.metadata.filter { !["title", "pipeline"].contains($0.key) }
    // Short ones side by side, long ones below each other.
    for isLong in [false, true] {
      for fact in facts where (fact.value.count > Self.longFact) == isLong {
        html += "<div\(markup: isLong ? " class=\"long\"" : "")><dt>\(words(fact.key))</dt><dd>\(fact.value)</dd></div>"
      }
    }
    html += "</dl>\n"
    return html
  }

  /// To a tenth, and never 0 for what is there.
  private static func percentage(_ share: Double) -> String {
    share > 0 && share < 0.0005 ? "below 0.1 %" : Numeral.fixed(share * 100, decimals: 1) + " %"
  }

  private func words(_ key: String) -> String { String(key.map { $0 == "_" ? " " : $0 }) }

  var spaces: HTML {
    let rows = context.parts.map { space, statistics in
      [
        space.id.rawValue, space.title, Numeral.grouped(space.size), Numeral.grouped(space.architectures.count),
        Numeral.grouped(space.architectures.count { $0.description.isDisconnected }),
        statistics.map { "\(Numeral.grouped($0.classes)) \($0.kind)" } ?? "–",
        Numeral.grouped(space.tasks.reduce(0) { $0 + $1.groups.reduce(0) { $0 + $1.runs.count } }),
      ]
    }
    return ReportContext.table(
      "Search spaces", ["Space", "Title", "Size", "Released", "Disconnected", "Classes", "Runs"], rows, numbersFrom: 2)
  }

  /// Architectures with a run, by space and task.
  var coverage: HTML {
    var html: HTML = ""
    for (space, _) in context.parts {
      let size = Int(space.size)
      var cells: HTML = ""
      for task in space.tasks {
        let have = space.architectureCount(in: task.groups)
        let share = size.map { $0 > 0 ? Double(have) / Double($0) : 0 }
        let budgets = task.groups.map { "\($0.budget)" }.joined(separator: ", ")
        let said = share.map(Self.percentage) ?? "of very many"
        cells += """
          <button type="button" class="cell" data-pick-space="\(space.id.rawValue)" data-pick-task="\(task.name.rawValue)" \
          data-tip="\(task.name.rawValue): \(Numeral.grouped(have)) of \(Numeral.grouped(space.size)) architectures, epochs \(budgets)">\
          <span>\(task.name.rawValue)</span><b>\(Numeral.grouped(have))</b><span>\(said)</span>\
          <progress max="1" value="\(Numeral.fixed(share ?? 0, decimals: 4))" aria-label="\(said)"></progress></button>
          """
      }
      html += """
        <div class="block" data-space="\(space.id.rawValue)" data-task=""><h3>\(space.id.rawValue)</h3>\
        <div class="cells">\(cells)</div></div>

        """
    }
    return html
  }
}
