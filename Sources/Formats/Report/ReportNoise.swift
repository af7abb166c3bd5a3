import Core

/// How much noise the scores have, and how well a predictor can do.
struct ReportNoise {
  let context: ReportContext

  var html: HTML {
    var html: HTML = ""
    for (space, statistics) in context.parts {
      let rows = (statistics?.ceilings ?? []).map { ceiling in
        [
          space.tasks[ceiling.task].name.rawValue, "\(ceiling.budget)", ceiling.source,
          Numeral.short(ceiling.deviation),
          Numeral.grouped(ceiling.degreesOfFreedom), Numeral.grouped(ceiling.copies),
          Numeral.short(ceiling.scoreDeviation), Numeral.correlation(ceiling.reliability),
          Numeral.correlation(ceiling.tau), Numeral.correlation(ceiling.rho),
          Numeral.correlation(ceiling.agreement?.tau), Numeral.correlation(ceiling.agreement?.rho),
        ]
      }
      if rows.isEmpty { continue }
      html += """
        <div class="block" data-space="\(space.id.rawValue)" data-task=""><h3>\(space.id.rawValue)</h3>\
        \(ReportContext.table(
          "Noise in \(space.id)",
          [
            "Task", "Epochs", "Within", "sd of a run", "df", "Copies", "sd of a score", "Reliability", "tau-b", "rho",
            "tau-b of two runs", "rho of two runs",
          ], rows, numbersFrom: 3))</div>

        """
    }
    return html.text.isEmpty ? "<p>No class or architecture has two distinct results.</p>" : html
  }
}
