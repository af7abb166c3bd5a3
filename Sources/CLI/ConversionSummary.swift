import Core
import Pipeline

/// What a conversion prints at its end.
struct ConversionSummary {
  private let report: ConvertRun.Report
  private let input: String
  private let output: String

  init(_ report: ConvertRun.Report, input: String, output: String) {
    self.report = report
    self.input = input
    self.output = output
  }

  var text: String {
    let opened = report.input
    var text = "\(input): \(opened.format), \(opened.counts.read) runs\n"
    text += opened.complaintLines
    if opened.counts.exactDuplicates > 0 { text += "  exact duplicates, kept once: \(opened.counts.exactDuplicates)\n" }
    let lost = report.losses.filter { !$0.isProvenance }
    if !lost.isEmpty { text += report.isWritten ? "lost in \(output):\n" : "would be lost in \(output):\n" }
    for loss in lost { text += "  \(loss.count) × \(loss.what)\n" }
    for loss in report.losses where loss.isProvenance {
      text += "not kept (provenance): \(loss.count) × \(loss.what)\n"
    }
    text +=
      report.isWritten
      ? "\(output): \(report.written) runs written\n"
      : "nothing is written; select what is wanted, choose another format, or give '--allow-loss'\n"
    return text
  }
}
