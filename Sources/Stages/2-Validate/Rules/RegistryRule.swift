import Core

/// Index, string and class ids agree with the registry of the space.
struct RegistryRule: RunRule {
  static let definition = RuleDefinition(
    "ARCH-02", .error, "index, string and class of an architecture agree with the registry",
    RuleDocumentation(
      checks: """
        Where a source states the index of an architecture in the list of its benchmark (the key or file name in \
        NAS-Bench-201 and NATS-Bench; the facts 'index' or 'arch_index' of a record), or a class id \
        ('class_isomorphic', 'class_same_network', 'class_published'), it is the one that the encoding has. \
        Cannot run where none is stated, or the space has no such list.
        """,
      earnedFrom: """
        A user of NATS-Bench (#48) carried an index of the topology space over to the size space, where it names \
        another network, and looked a string up that the list does not have.
        """,
      clean: """
        arch2infos[9] with the string of index 9.
        """,
      failing: """
        arch2infos[10] with the string of index 9.
        """
    ))

  /// Facts of a run that are claims about its architecture.
  private static let keys: [(key: String, kind: EquivalenceKind?)] = [
    ("index", nil), ("arch_index", nil), ("architecture_index", nil), ("class_isomorphic", .isomorphic),
    ("class_same_network", .sameNetwork), ("class_published", .published),
  ]
  private static let index: NotationName = "index"

  init(_ plan: BuildPlan) {}

  func check(_ subject: Subject, _ report: inout RuleReport) {
    guard let entry = subject.architecture else { return report.notApplicable("the architecture is unknown") }
    var count = 0
    for claim in subject.run.registryClaims {
      if check(claim.value, at: claim.place, entry, subject, &report) { count += 1 }
    }
    for fact in subject.run.info {
      for (key, kind) in Self.keys where fact.key == key {
        guard let claim = kind.map({ .classID($0, fact.value) }) ?? Int(fact.value).map({ RegistryClaim.index($0) })
        else { continue }
        if check(claim, at: nil, entry, subject, &report) { count += 1 }
      }
    }
    if count > 0 { return report.ran() }
    report.notApplicable("no source states an index or a class that the space defines")
  }

  /// - Returns: whether the space can confirm such a claim.
  private func check(
    _ claim: RegistryClaim, at place: Place?, _ entry: ArchitectureCatalogue.Entry, _ subject: Subject,
    _ report: inout RuleReport
  ) -> Bool {
    switch claim {
    case .index(let index):
      let space = subject.plan.spaces[entry.space]
      guard let known = space.text(of: entry.description.encoding, in: Self.index) else { return false }
      guard known != "\(index)" else { return true }
      report.found(
        at: place, "index \(index) stands over '\(entry.description.encoding)', which has index \(known)",
        expected: "index \(known)",
        hint: "the list of architectures was taken from another release, or shifted: restore it")
    case .classID(let kind, let id):
      guard let known = entry.description.classID(kind) else { return false }
      let bare = known.dropFirst(kind.rawValue.utf8.count + 1)
      guard known != id, bare != id else { return true }
      report.found(
        at: place, "class '\(id.prefix(200))' is stated, the \(kind) class is '\(known)'", expected: "'\(known)'",
        hint: "the class was computed by another rule: leave it out, or correct it")
    }
    return true
  }
}
