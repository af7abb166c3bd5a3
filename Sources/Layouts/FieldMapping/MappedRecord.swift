import Core

/// One record of a source, with the fields that its mapping asks for.
struct MappedRecord: Sendable {
  /// In the order of `FieldRequests.texts`; nil where missing.
  var texts: [String?] = []
  /// In the order of `FieldRequests.numbers`.
  var numbers: [NumberCell] = []
  /// Records of single epochs within this one, for each mapping; nil where they are no part of the record.
  var epochs: [[MappedEpoch]?] = []
  /// Where the record stands, for findings.
  var place: Place
  /// Where it stands in the file, for the release.
  var pointer: String
  /// What the reader tells of the run beside its fields.
  var info: [Attribute] = []
  /// What was found wrong on the way.
  var problems: [Problem] = []

  /// Where a fact about the record stands: a member of it, in JSON.
  func place(of member: String) -> Place {
    var place = place
    place.pointer = place.pointer.map { "\($0)/\(member)" }
    return place
  }
}

/// The numbers of one epoch.
struct MappedEpoch: Sendable {
  /// From 0.
  var number: Int
  /// In the order of `FieldRequests.numbers`.
  var numbers: [NumberCell]
  /// From 1, in a text file.
  var line: Int?
}
