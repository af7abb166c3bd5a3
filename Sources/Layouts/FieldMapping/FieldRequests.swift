/// The fields of a record that a mapping reads, each once, in the order in which a reader hands them over.
struct FieldRequests: Sendable, Hashable {
  /// A field read as text.
  struct Text: Sendable, Hashable {
    /// As the pipeline file names it.
    var field: String
    /// What stands between the elements of a list; nil for a list as JSON.
    var separator: String?
  }

  private(set) var texts: [Text] = []
  /// Fields read as numbers.
  private(set) var numbers: [String] = []
  /// Fields without which a source is not what its mapping says.
  private(set) var required: Set<String> = []

  /// The place of a text among the texts of a record.
  mutating func text(_ field: String, separator: String? = nil, isRequired: Bool = true) -> Int {
    if isRequired { required.insert(field) }
    let request = Text(field: field, separator: separator)
    if let index = texts.firstIndex(of: request) { return index }
    texts.append(request)
    return texts.count - 1
  }

  /// The place of a number among the numbers of a record.
  mutating func number(_ field: String, isRequired: Bool = true) -> Int {
    if isRequired { required.insert(field) }
    if let index = numbers.firstIndex(of: field) { return index }
    numbers.append(field)
    return numbers.count - 1
  }

  /// Every field, each once.
  var fields: [String] {
    var fields: [String] = []
    for field in texts.map(\.field) + numbers where !fields.contains(field) { fields.append(field) }
    return fields
  }
}
