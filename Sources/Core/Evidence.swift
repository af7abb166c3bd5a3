/// A run as its sources tell it, with what is needed to judge it again without them.
public struct Evidence: Sendable {
  /// The id of the layout that read it.
  public var layout: String
  /// The run as it was read.
  public var reading: RawRun
  /// The names of the columns of its curve, and of its numbers as a whole; empty where it has none.
  public var metrics: [MetricName]
  public var values: [MetricName]
  /// The raw record as far as it was parsable: one strict JSON value; nil where it has to be looked up.
  public var record: String?
  /// What the text log beside it says, in the same form; nil without one.
  public var log: String?

  public init(
    layout: String, reading: RawRun, metrics: [MetricName], values: [MetricName], record: String? = nil,
    log: String? = nil
  ) {
    self.layout = layout
    self.reading = reading
    self.metrics = metrics
    self.values = values
    self.record = record
    self.log = log
  }
}
