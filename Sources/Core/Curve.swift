/// Every metric of one run at every epoch.
///
/// A value that was never measured is `absent`, a NaN with a bit pattern of its own, so that a run's measured NaN stays
/// distinguishable: artifacts write the first as null and list the second as a special value.
///
/// Where few epochs have a value at all, as in NAS-Bench-101 with two of 108, `compacted` keeps those alone.
public struct Curve: Sendable, Hashable {
  /// The number of epochs, from 0.
  public let epochs: Int
  /// The number of metrics.
  public let metrics: Int
  /// Metric after metric: `stored[metric * rows + row]`, a row for each epoch, or for each of `measured`.
  @usableFromInline var stored: [Double]
  /// The epochs that have a row, ascending; nil where all have.
  @usableFromInline private(set) var measured: [Int]?

  /// - Precondition: `values.count == epochs * metrics`.
  public init(epochs: Int, metrics: Int, values: [Double]) {
    precondition(values.count == epochs * metrics, "a curve holds every metric at every epoch")
    self.epochs = epochs
    self.metrics = metrics
    stored = values
  }

  /// A curve without a single measurement.
  public init(epochs: Int, metrics: Int) {
    self.init(epochs: epochs, metrics: metrics, values: Array(repeating: Curve.absent, count: epochs * metrics))
  }

  /// Every value, metric after metric: `values[metric * epochs + epoch]`.
  /// - Complexity: O(1), for a compacted curve O(values) with an allocation.
  @inlinable public var values: [Double] {
    get { measured == nil ? stored : expanded.stored }
    _modify {
      if measured != nil { self = expanded }
      yield &stored
    }
  }

  @inlinable
  public subscript(metric: Int, epoch: Int) -> Double {
    get { measured == nil ? stored[metric * epochs + epoch] : compactValue(metric, epoch) }
    set { values[metric * epochs + epoch] = newValue }
  }

  /// The values of one metric, epoch by epoch.
  public func column(_ metric: Int) -> ArraySlice<Double> {
    guard let measured else { return stored[metric * epochs..<(metric + 1) * epochs] }
    var column = [Double](repeating: Curve.absent, count: epochs)
    for (row, epoch) in measured.enumerated() { column[epoch] = stored[metric * measured.count + row] }
    return column[...]
  }

  /// The most epochs with a value that a compacted curve has: they are looked up one by one.
  private static let compactLimit = 8

  /// The same curve, which keeps nothing of epochs without a value where few of many have one.
  /// - Complexity: O(epochs) where the first metric is measured at every epoch, else O(values).
  public var compacted: Curve {
    guard measured == nil, epochs > 4, metrics > 0 else { return self }
    var present: [Int] = []
    for epoch in 0..<epochs {
      guard (0..<metrics).contains(where: { !Curve.isAbsent(stored[$0 * epochs + epoch]) }) else { continue }
      present.append(epoch)
      if present.count > min(Self.compactLimit, epochs / 4) { return self }
    }
    var compact = Curve(epochs: epochs, metrics: metrics, rows: present)
    for metric in 0..<metrics {
      for (row, epoch) in present.enumerated() {
        compact.stored[metric * present.count + row] = stored[metric * epochs + epoch]
      }
    }
    return compact
  }

  private init(epochs: Int, metrics: Int, rows: [Int]) {
    self.epochs = epochs
    self.metrics = metrics
    measured = rows
    stored = Array(repeating: Curve.absent, count: rows.count * metrics)
  }

  /// The same curve with a row for each epoch.
  @usableFromInline var expanded: Curve {
    guard let measured else { return self }
    var curve = Curve(epochs: epochs, metrics: metrics)
    for metric in 0..<metrics {
      for (row, epoch) in measured.enumerated() {
        curve.stored[metric * epochs + epoch] = stored[metric * measured.count + row]
      }
    }
    return curve
  }

  @usableFromInline func compactValue(_ metric: Int, _ epoch: Int) -> Double {
    precondition((0..<metrics).contains(metric) && (0..<epochs).contains(epoch), "no such metric or epoch")
    guard let measured, let row = measured.firstIndex(of: epoch) else { return Curve.absent }
    return stored[metric * measured.count + row]
  }

  /// The mark of a value that was not measured.
  public static let absent = Double(bitPattern: 0x7FF8_0000_0A85_E017)

  /// Whether `value` is the mark of a value that was not measured; a measured NaN is not.
  public static func isAbsent(_ value: Double) -> Bool { value.bitPattern == absent.bitPattern }

  /// Two curves are equal when every bit is: a NaN equals itself here, and -0 differs from 0.
  public static func == (left: Curve, right: Curve) -> Bool {
    guard left.epochs == right.epochs, left.metrics == right.metrics else { return false }
    if left.measured == right.measured { return sameBits(left.stored, right.stored) }
    return sameBits(left.expanded.stored, right.expanded.stored)
  }

  private static func sameBits(_ left: [Double], _ right: [Double]) -> Bool {
    left.elementsEqual(right) { $0.bitPattern == $1.bitPattern }
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(epochs)
    // Absent values do not count, so that it does not matter whether they are kept.
    for value in stored where !Curve.isAbsent(value) { hasher.combine(value.bitPattern) }
  }
}

/// A measured value that is not an ordinary number, spelled as in the table `special_value`.
public enum SpecialValue: String, Sendable, Hashable {
  case nan = "NaN"
  case infinity = "Infinity"
  case negativeInfinity = "-Infinity"
  case negativeZero = "-0.0"

  /// Nil for an ordinary number and for the mark of an absent value.
  public init?(_ value: Double) {
    if value == 0 {
      guard value.sign == .minus else { return nil }
      self = .negativeZero
    } else if value.isFinite || Curve.isAbsent(value) {
      return nil
    } else if value.isNaN {
      self = .nan
    } else {
      self = value < 0 ? .negativeInfinity : .infinity
    }
  }
}
