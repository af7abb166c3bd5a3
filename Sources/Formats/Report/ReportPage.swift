import Core

/// The whole page: head, contents, and one section after the other.
struct ReportPage {
  let text: String

  /// - Parameter digest: the SHA-256 of a text in Base64, by which the page's policy allows its own style and script and
  ///   nothing else.
  init(context: ReportContext, digest: (String) -> String) {
    let release = context.release
    let contents = ReportContents(context: context)
    let title = release.metadata.first { $0.key == "title" }?.value ?? release.name
    var sections: [(id: String, title: String, lead: HTML, body: HTML)] = [
      (
        "contents", "What is in it", "", contents.spaces
      ),
      (
        "coverage", "Coverage",
        "<p>Architectures with a released run, of all in the space. Choose one to see that task alone.</p>",
        contents.coverage
      ),
      ("findings", "Findings", "", ReportFindings(release: release).html),
      (
        "distributions", "Distributions",
        """
        <p>The ranking score of each architecture, the mean over its seeds, in 30 bins between the smallest and the \
        largest.</p>
        """, ReportDistributions(context: context).html
      ),
    ]
    if release.statistics != nil {
      sections += [
        (
          "curves", "Learning curves",
          """
          <p>The ranking metric at each epoch: the median over all runs, with the middle half and the middle 90 % of \
          them.</p>
          """, ReportCurves(context: context).html
        ),
        (
          "correlations", "Correlations",
          """
          <p>How far two quantities order the architectures alike. The intervals draw equivalence classes, since \
          isomorphic cells are not independent.</p>
          """, ReportCorrelations(context: context).html
        ),
        (
          "costs", "Score against cost",
          """
          <p>Architectures are counted in bins of a grid of 48 by 32, the colour stronger for 1, 2 to 4, 5 to 16 and more; \
          the line joins those that no other beats in both, of which up to 60 are marked and listed.</p>
          """, ReportCosts(context: context).html
        ),
      ]
    }
    sections.append(
      (
        "cells", "Best architectures",
        "<p>The first three by average rank over all tasks. Dashed edges lie on no path to the output.</p>",
        ReportCells(context: context).html
      ))
    if release.statistics != nil {
      sections.append(
        (
          "noise", "Noise",
          """
          <p>The spread between results of one network, and the rank correlation that a predictor of the true scores \
          would have with scores that noisy, if noise is normal and of one size for all: an estimate, not a bound. A few \
          runs that diverged make it far too low. Where runs were repeated, the last columns tell how far two agree.</p>
          """, ReportNoise(context: context).html
        ))
    }
    var navigation: HTML = ""
    var body: HTML = ""
    for section in sections {
      navigation += "<li><a href=\"#\(section.id)\">\(section.title)</a></li>"
      body += """
        <section id="\(section.id)" aria-labelledby="\(section.id)-h"><h2 id="\(section.id)-h">\(section.title)</h2>
        \(section.body.text.isEmpty ? "<p>Nothing of this kind is in the release.</p>" : section.lead + section.body)</section>

        """
    }
    let policy =
      "default-src 'none'; style-src 'sha256-\(digest(ReportStyle.text))'; script-src 'sha256-\(digest(ReportScript.text))'; "
      + "base-uri 'none'; form-action 'none'"
    let page: HTML = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(policy)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(title)</title>
      <style>\(markup: ReportStyle.text)</style>
      </head>
      <body>
      <a class="skip" href="#main">Skip to the contents</a>
      <header><h1>\(title)</h1>\(contents.facts)<nav aria-label="Sections"><ul>\(navigation)</ul></nav></header>
      <form class="filter" id="filter" hidden aria-label="Filter">\(Self.choices(release))\
      <button type="button" id="all">Show all</button><output id="said" aria-live="polite"></output></form>
      <main id="main">
      \(body)</main>
      <footer><p>Formulas: <code>docs/formulas.md</code> of Cellar. All numbers stand in the other files of this release.</p>\
      </footer>
      <div id="tip" role="status" hidden></div>
      <script>\(markup: ReportScript.text)</script>
      </body>
      </html>

      """
    text = page.text
  }

  private static func choices(_ release: Release) -> HTML {
    var tasks: [String] = []
    for task in release.spaces.flatMap(\.tasks) where !tasks.contains(task.name.rawValue) {
      tasks.append(task.name.rawValue)
    }
    var html: HTML = ""
    for (id, label, names) in [("space", "Space", release.spaces.map(\.id.rawValue)), ("task", "Task", tasks)] {
      html += "<label>\(label) <select id=\"pick-\(id)\"><option value=\"\">all</option>"
      for name in names { html += "<option value=\"\(name)\">\(name)</option>" }
      html += "</select></label>"
    }
    return html
  }
}
