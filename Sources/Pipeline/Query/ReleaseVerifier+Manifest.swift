import Core
import JSON

extension ReleaseVerifier {
  /// What the manifest says of the release against an artifact: version and pipeline, completeness, noise.
  func compareManifest(_ known: Release, _ name: String, _ listing: ReleaseListing, _ report: inout Report) {
    compareNames(listing, &report)
    compareCompleteness(known, name, listing, &report)
    // Lines of JSON tell neither the release as a whole nor which end of a metric is better.
    if name.hasSuffix(Self.linesSuffix) { return }
    for key in ["version", "pipeline"] {
      guard let value = known.metadata.first(where: { $0.key == key })?.value,
        let stated = listing.manifest[key]?.string, value != stated
      else { continue }
      report.add(ReleaseAccounts.manifest, "\(key) '\(stated.prefix(80))'", "'\(value)', as \(name) has it")
    }
    compareNoise(known, name, listing, &report)
  }

  /// Every artifact has the name of the release.
  private func compareNames(_ listing: ReleaseListing, _ report: inout Report) {
    guard let name = listing.manifest["name"]?.string else { return }
    for writer in plugins.writers {
      let suffix = writer.fileName(
        for: Release(name: "", version: "", metadata: [], spaces: [], sources: [], findings: [], quarantine: []))
      guard suffix.hasPrefix(".") || suffix.hasPrefix("-") else { continue }
      for file in listing.present where !file.contains("/") && !ReleaseListing.isRecordList(file) {
        guard file.hasSuffix(suffix), file != name + suffix else { continue }
        report.add(file, "the name of another release", "\(name)\(suffix), since manifest.json has the name '\(name)'")
      }
    }
  }

  private func compareCompleteness(
    _ known: Release, _ name: String, _ listing: ReleaseListing, _ report: inout Report
  ) {
    let manifest = ReleaseAccounts.manifest
    let spaces = listing.manifest["completeness"]?.members ?? []
    var runsPerArchitecture: Set<Int64> = []
    for space in spaces {
      let size = plugins.spaces.first { $0.id.rawValue == space.key }?.size
      let released = known.spaces.first { $0.id.rawValue == space.key }
      for task in space.value.members ?? [] {
        guard let have = task.value[0]?.integer, let want = task.value[1]?.integer else {
          report.add(manifest, "completeness of \(space.key) on \(task.key) without numbers", "have and want")
          continue
        }
        if have > want {
          report.add(manifest, "\(have) of \(want) runs of \(space.key) on \(task.key)", "at most all of them")
        }
        if have != 0, released?.tasks.contains(where: { $0.name.rawValue == task.key }) != true {
          report.add(manifest, "\(have) runs of \(space.key) on \(task.key)", "0, as \(name) has it")
        }
        guard let size = size.flatMap({ Int64($0) }), size > 0 else { continue }
        if want <= 0 || want % size != 0 {
          report.add(
            manifest, "\(want) runs of all of \(space.key) on \(task.key)",
            "the same number of runs of each of its \(size) architectures")
        } else {
          runsPerArchitecture.insert(want / size)
        }
      }
    }
    if runsPerArchitecture.count > 1 {
      let numbers = runsPerArchitecture.sorted().map(String.init).joined(separator: " and ")
      report.add(manifest, "completeness by \(numbers) runs of each architecture", "one number for all tasks")
    }
    for space in known.spaces {
      guard let stated = spaces.first(where: { $0.key == space.id.rawValue })?.value else {
        // A space of more architectures than can be counted is left out.
        if Int(space.size) != nil { report.add(manifest, "no completeness of \(space.id)", "one for each space") }
        continue
      }
      for task in space.tasks where stated[task.name.rawValue] == nil {
        report.add(manifest, "no completeness of \(space.id) on \(task.name)", "one for each task")
      }
    }
  }

  /// An estimate of noise, as far as the manifest tells.
  private struct StatedNoise: Hashable {
    /// Space, task, budget, rule, split and class.
    var place: [String]
    var deviation: Double?
    var degreesOfFreedom: Int64?
    var copies: Int64?

    init(_ node: JSONNode) {
      place = ["space", "task"].map { node[$0]?.string ?? "" } + [node["budget"]?.integer.map { "\($0)" } ?? ""]
      place += ["rule", "split", "class"].map { node[$0]?.string ?? "" }
      (deviation, degreesOfFreedom, copies) = (node["sd"]?.double, node["df"]?.integer, node["copies"]?.integer)
    }

    init(_ space: SpaceID, _ task: TaskName, _ budget: Int, _ estimate: NoiseEstimate) {
      place = [space.rawValue, task.rawValue, "\(budget)", estimate.rule.rawValue, estimate.split.rawValue]
      place.append(estimate.kind.rawValue)
      (deviation, degreesOfFreedom) = (estimate.standardDeviation, Int64(estimate.degreesOfFreedom))
      copies = Int64(estimate.copies)
    }

    var text: String {
      "sd \(deviation.map { "\($0)" } ?? "missing"), df \(degreesOfFreedom.map { "\($0)" } ?? "missing"), "
        + "copies \(copies.map { "\($0)" } ?? "missing")"
    }
  }

  private func compareNoise(_ known: Release, _ name: String, _ listing: ReleaseListing, _ report: inout Report) {
    var expected: [StatedNoise] = []
    for space in known.spaces {
      for task in space.tasks {
        for group in task.groups {
          expected += group.noise.map { StatedNoise(space.id, task.name, group.budget, $0) }
        }
      }
    }
    let stated = (listing.manifest["noise"]?.elements ?? []).map { StatedNoise($0) }
    let (all, known) = (Set(stated), Set(expected))
    let odd = stated.filter { !known.contains($0) }
    for noise in odd.prefix(Self.limit) {
      let other = expected.first { $0.place == noise.place }
      report.add(
        ReleaseAccounts.manifest, "noise \(noise.place.joined(separator: " ")): \(noise.text)",
        "\(other?.text ?? "none"), as the runs of \(name) give it")
    }
    let places = Set(odd.map(\.place))
    let lacking = expected.filter { !all.contains($0) && !places.contains($0.place) }
    for noise in lacking.prefix(Self.limit) {
      report.add(
        ReleaseAccounts.manifest, "no noise \(noise.place.joined(separator: " "))",
        "\(noise.text), as the runs of \(name) give it")
    }
    let more = max(0, odd.count - Self.limit) + max(0, lacking.count - Self.limit)
    if more > 0 {
      report.add(ReleaseAccounts.manifest, "\(more) more estimates of noise that differ", "those of \(name)")
    }
  }
}
