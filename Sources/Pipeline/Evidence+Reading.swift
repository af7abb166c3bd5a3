import Core
import Validate

extension RunValidator.Verdict {
  /// The verdict; a rejected run keeps what its sources say.
  func withEvidence(of run: RawRun, _ layout: any SourceLayout) -> RunValidator.Verdict {
    guard case .rejected(var rejected) = self else { return self }
    rejected.evidence = Evidence(run, layout)
    return .rejected(rejected)
  }
}

extension Evidence {
  /// A run as `layout` read it.
  /// - Parameter id: the id of the layout that is to be named, where it is another.
  init(_ run: RawRun, _ layout: any SourceLayout, id: String? = nil) {
    let names = Set(run.tasks.map(\.value))
    let schema = names.count == 1 ? layout.tasks.first { $0.name.rawValue == names.first } : nil
    self.init(
      layout: id ?? layout.id, reading: run, metrics: schema?.metrics.map(\.name) ?? [],
      values: schema?.values.map(\.name) ?? [])
  }
}
