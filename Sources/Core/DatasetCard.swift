/// What the authors of a data set say about it, for its data card and its catalogue entries.
public struct DatasetCard: Sendable, Hashable {
  /// What it is, in a few sentences.
  public var description: String
  /// Where it is published or described.
  public var url: String
  /// The day of publication, `YYYY-MM-DD`; nothing else in a release knows a date.
  public var date: String
  /// Who paid for it; `not stated` is an answer.
  public var funding: String
  /// What it must not be taken for.
  public var limitations: String
  public var keywords: [String]
  /// Further statements by their keys in the pipeline file, in the order of `optionalKeys`.
  public var statements: [Attribute]

  public init(
    description: String, url: String, date: String, funding: String, limitations: String, keywords: [String],
    statements: [Attribute]
  ) {
    self.description = description
    self.url = url
    self.date = date
    self.funding = funding
    self.limitations = limitations
    self.keywords = keywords
    self.statements = statements
  }

  /// Keys without which there is no data card.
  public static let requiredKeys = ["description", "url", "date", "funding", "limitations"]
  /// Keys that add a statement each.
  public static let optionalKeys = [
    "contact", "doi", "collection", "preprocessing", "uses", "biases", "social_impact", "personal_information",
    "maintenance",
  ]

  public func statement(_ key: String) -> String? { statements.first { $0.key == key }?.value }
}
