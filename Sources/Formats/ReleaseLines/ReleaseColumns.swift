public import Core

/// The values of all metrics of one run, column after column.
///
/// Runs of one task share the names, so that a run costs one allocation and not one per column.
public struct ReleaseColumns: Sendable, Hashable {
  /// What a column is called, and where it stands.
  public struct Name: Sendable, Hashable {
    public var name: MetricName
    /// Whether the metric stands among those of a split, under `metrics`.
    public var isMetric: Bool

    public init(_ name: MetricName, isMetric: Bool) {
      self.name = name
      self.isMetric = isMetric
    }
  }

  public private(set) var names: [Name]
  /// The number of epochs, and so of values in each column.
  public private(set) var epochs: Int
  /// `values[column * epochs + epoch]`; those that were not measured are `Curve.absent`.
  public private(set) var values: [Double]

  /// No column.
  public init() { self.init(names: [], epochs: 0, values: []) }

  /// - Precondition: `values.count == names.count * epochs`.
  public init(names: [Name], epochs: Int, values: [Double]) {
    precondition(values.count == names.count * epochs, "a value for every column and epoch")
    self.names = names
    self.epochs = epochs
    self.values = values
  }

  public subscript(column: Int) -> ArraySlice<Double> { values[column * epochs..<(column + 1) * epochs] }

  /// Appends a column, whose values `body` appends.
  /// - Returns: The number of values where it is another than that of the other columns; the column counts for nothing
  ///   then, nor does the whole.
  mutating func append<Failure: Error>(
    _ name: Name, _ body: (inout [Double]) throws(Failure) -> Void
  ) throws(Failure) -> Int? {
    let before = values.count
    try body(&values)
    if names.isEmpty { epochs = values.count }
    names.append(name)
    return values.count - before == epochs ? nil : values.count - before
  }

  /// The metrics of `schema`, in its order; a column that is not here is absent throughout.
  /// - Complexity: O(metrics) where they stand here in that order, else O(metrics * (columns + epochs)).
  public func curve(_ schema: TaskSchema) -> Curve {
    let metrics = schema.metrics
    if names.count == metrics.count, zip(names, metrics).allSatisfy({ $0.name == $1.name }) {
      return Curve(epochs: epochs, metrics: names.count, values: values)
    }
    var curve = Curve(epochs: epochs, metrics: metrics.count)
    for (place, metric) in metrics.enumerated() {
      guard let column = names.firstIndex(where: { $0.name == metric.name }) else { continue }
      curve.values.replaceSubrange(place * epochs..<(place + 1) * epochs, with: self[column])
    }
    return curve
  }

  /// Columns are equal when every bit is, but for what kind of NaN was measured.
  public static func == (left: ReleaseColumns, right: ReleaseColumns) -> Bool {
    left.names == right.names && left.epochs == right.epochs
      && left.values.elementsEqual(right.values) { identity($0) == identity($1) }
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(names)
    for value in values { hasher.combine(Self.identity(value)) }
  }

  private static func identity(_ value: Double) -> UInt64 {
    value.isNaN && !Curve.isAbsent(value) ? Double.nan.bitPattern : value.bitPattern
  }
}
