import Bytes
import Core
import JSON
import Pipeline

/// What `cellar diff` prints.
struct DifferenceReport {
  let difference: ReleaseDifference
  let first: String
  let second: String

  func text(limit: Int) -> String {
    var text = ""
    for renaming in difference.renamed {
      let task = renaming.task.map { " of \($0)" } ?? ""
      text += "renamed: \(renaming.kind)\(task) '\(renaming.first)' -> '\(renaming.second)'\n"
    }
    text += list("removed", difference.removed.map(Self.name), limit)
    text += list("added", difference.added.map(Self.name), limit)
    text += list("changed", difference.changed.map(Self.line), limit)
    let changedRuns = Set(difference.changed.map(\.run)).count
    return text
      + "\(difference.equal) runs equal, \(changedRuns) changed, \(difference.removed.count) only in \(first), "
      + "\(difference.added.count) only in \(second)\n"
  }

  private func list(_ kind: String, _ lines: [String], _ limit: Int) -> String {
    var text = lines.prefix(limit).map { "\(kind): \($0)\n" }.joined()
    if lines.count > limit { text += "\(kind): … and \(lines.count - limit) more\n" }
    return text
  }

  private static func name(_ run: ReleaseDifference.RunName) -> String {
    let seed = run.seed.map { "seed \($0)" } ?? run.repetition.map { "repeat \($0)" } ?? "no seed"
    return "\(run.encoding) \(run.task) (\(run.budget) epochs, \(seed))"
  }

  private static func line(_ change: ReleaseDifference.Change) -> String {
    let place = change.epoch.map { " at epoch \($0)" } ?? ""
    let more = change.count > 1 ? ", and at \(change.count - 1) more epochs" : ""
    return "\(name(change.run)): \(change.quantity)\(place): \(change.first) -> \(change.second)\(more)"
  }

  /// One object: renamed, removed, added, changed, equal.
  var json: [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("first", first)
    writer.member("second", second)
    writer.member("equal", difference.equal)
    writer.key("renamed")
    writer.beginArray()
    for renaming in difference.renamed {
      writer.beginObject()
      writer.member("kind", renaming.kind.rawValue)
      if let task = renaming.task { writer.member("task", task.rawValue) }
      writer.member("first", renaming.first)
      writer.member("second", renaming.second)
      writer.endObject()
    }
    writer.endArray()
    for (key, runs) in [("removed", difference.removed), ("added", difference.added)] {
      writer.key(key)
      writer.beginArray()
      for run in runs {
        writer.beginObject()
        Self.write(run, to: &writer)
        writer.endObject()
      }
      writer.endArray()
    }
    writer.key("changed")
    writer.beginArray()
    for change in difference.changed {
      writer.beginObject()
      Self.write(change.run, to: &writer)
      writer.member("quantity", change.quantity)
      if let epoch = change.epoch { writer.member("epoch", epoch) }
      writer.member("first", change.first)
      writer.member("second", change.second)
      writer.member("count", change.count)
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
    writer.endDocument()
    return writer.finish().array
  }

  private static func write(_ run: ReleaseDifference.RunName, to writer: inout JSONWriter) {
    writer.member("space", run.space.rawValue)
    writer.member("encoding", run.encoding)
    writer.member("task", run.task.rawValue)
    writer.member("budget", run.budget)
    for (key, number) in [("seed", run.seed), ("repeat", run.repetition)] {
      writer.key(key)
      if let number { writer.integer(number) } else { writer.null() }
    }
  }
}
