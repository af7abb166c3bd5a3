import Bytes
import Core
import Derive
import JSON

/// The measures of a ranking, for people and for programs.
struct RankingReport {
  let ranking: Ranking
  let truth: RankingTruth

  /// Encodings that are listed of those that lack a side, in the table; JSON lists all.
  private static let listed = 3

  func text(_ format: RankingFormat) -> [UInt8] {
    switch format {
    case .table: Array(table.utf8)
    case .csv: Array(csv.utf8)
    case .json: json
    }
  }

  private var table: String {
    var text = """
      space \(truth.space.id), task \(truth.task), \(truth.metric) at the \
      \(truth.rule == .final ? "final" : "best validation") epoch of \(truth.budget)

      """
    text += Self.missing("in the scores, but without a known score", ranking.unknown)
    if let column = ranking.columns.first, ranking.columns.allSatisfy({ $0.unpredicted == column.unpredicted }) {
      text += Self.missing("in the release, but without a prediction", column.unpredicted)
    } else {
      for column in ranking.columns {
        text += Self.missing("in the release, but without '\(column.name)'", column.unpredicted)
      }
    }
    var rows = [["measure"] + ranking.columns.map(\.name)]
    rows.append(["n"] + ranking.columns.map { "\($0.measures.count)" })
    rows.append(["tied pairs"] + ranking.columns.map { "\($0.measures.ties.reduce(0, +))" })
    let values = ranking.columns.map { column in
      Dictionary(column.measures.measures.map { (Label($0), $0.value) }) { first, _ in first }
    }
    for label in labels {
      rows.append(["\(label.formula) \(label.parameter)"] + values.map { Self.short($0[label] ?? nil) })
    }
    return text + TextTable.text(rows, indent: 0)
  }

  /// What says which measure a number is. The columns need not have the same ones: the truth of each is that of the
  /// architectures that it predicts, and decides about the rounding.
  private struct Label: Hashable {
    let formula: String
    let parameter: String

    init(_ measure: PredictorMeasures.Measure) { (formula, parameter) = (measure.formula, measure.parameter) }
  }

  /// Every measure of any column once; what a column has alone stands behind what precedes it there.
  private var labels: [Label] {
    var labels: [Label] = []
    for column in ranking.columns {
      var place = 0
      for label in column.measures.measures.map(Label.init) {
        if let known = labels.firstIndex(of: label) {
          place = known + 1
        } else {
          labels.insert(label, at: place)
          place += 1
        }
      }
    }
    return labels
  }

  private static func missing(_ what: String, _ encodings: [String]) -> String {
    if encodings.isEmpty { return "" }
    let first = encodings.prefix(listed).map { "'\($0)'" }.joined(separator: ", ")
    return "\(encodings.count) \(what): \(first)\(encodings.count > listed ? ", …" : "")\n"
  }

  /// Six significant digits or so: for the eye.
  private static func short(_ value: Double?) -> String {
    guard let value else { return "-" }
    if value == value.rounded(), abs(value) < 1e9 { return "\(Int(value))" }
    guard abs(value) >= 1e-4, abs(value) < 1e9 else { return "\(value)" }
    return "\((value * 1e6).rounded() / 1e6)"
  }

  private var csv: String {
    var text = "column,formula,parameter,value,n,ties_truth,ties_predicted,ties_both\n"
    for column in ranking.columns {
      for measure in column.measures.measures {
        let cells = [
          Self.quoted(column.name), measure.formula, measure.parameter, measure.value.map { "\($0)" } ?? "",
          "\(column.measures.count)",
        ]
        text += (cells + column.measures.ties.map { "\($0)" }).joined(separator: ",") + "\n"
      }
    }
    return text
  }

  private static func quoted(_ text: String) -> String {
    guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
    return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }

  private var json: [UInt8] {
    var writer = JSONWriter(style: .pretty)
    writer.beginObject()
    writer.member("space", truth.space.id.rawValue)
    writer.member("task", truth.task.rawValue)
    writer.member("budget", truth.budget)
    writer.member("metric", truth.metric.rawValue)
    writer.member("rule", truth.rule.rawValue)
    writer.member("rows", ranking.rows)
    list("without_truth", ranking.unknown, &writer)
    writer.key("columns")
    writer.beginArray()
    for column in ranking.columns {
      writer.beginObject()
      writer.member("name", column.name)
      writer.member("n", column.measures.count)
      writer.key("ties")
      writer.beginObject()
      writer.member("truth", column.measures.ties[0])
      writer.member("predicted", column.measures.ties[1])
      writer.member("both", column.measures.ties[2])
      writer.endObject()
      list("without_prediction", column.unpredicted, &writer)
      writer.key("measures")
      writer.beginArray()
      for measure in column.measures.measures {
        writer.beginObject()
        writer.member("formula", measure.formula)
        if !measure.parameter.isEmpty { writer.member("parameter", measure.parameter) }
        writer.key("value")
        if let value = measure.value { writer.double(value) } else { writer.null() }
        writer.endObject()
      }
      writer.endArray()
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
    writer.endDocument()
    return writer.finish().array
  }

  private func list(_ key: String, _ texts: [String], _ writer: inout JSONWriter) {
    writer.key(key)
    writer.beginArray()
    for text in texts { writer.string(text) }
    writer.endArray()
  }
}
