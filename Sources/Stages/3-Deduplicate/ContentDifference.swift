public import Core

/// What tells two contents of one identity apart, in words.
public struct ContentDifference: CustomStringConvertible {
  /// "valid_top1 at epoch 3 is 61.5, there 61.25, and 7 more values differ".
  public let description: String

  /// - Returns: nil where every value agrees: the configurations differ.
  /// - Complexity: O(values)
  public init?(of run: ValidRun, from other: ValidRun, schema: TaskSchema) {
    guard run.curve.epochs == other.curve.epochs else {
      description = "\(Self.epochs(run)), there \(Self.epochs(other))"
      return
    }
    var first: String?
    var count = 0
    func compare(_ name: String, _ place: String, _ value: Double?, _ known: Double?) {
      guard value?.bitPattern != known?.bitPattern else { return }
      count += 1
      if first == nil { first = "\(name)\(place) is \(Self.text(value)), there \(Self.text(known))" }
    }
    for (metric, definition) in schema.metrics.enumerated().prefix(min(run.curve.metrics, other.curve.metrics)) {
      for epoch in 0..<run.curve.epochs {
        compare("\(definition.name)", " at epoch \(epoch)", run.curve[metric, epoch], other.curve[metric, epoch])
      }
    }
    for (place, definition) in schema.values.enumerated() {
      let values = [run, other].map { place < $0.values.count ? $0.values[place] : nil }
      compare("\(definition.name)", "", values[0], values[1])
    }
    compare("params", "", run.loggedParams.map(Double.init), other.loggedParams.map(Double.init))
    compare("inference_time", "", run.inferenceTime, other.inferenceTime)
    if run.status != other.status {
      count += 1
      first = first ?? "status is '\(run.status)', there '\(other.status)'"
    }
    guard let first else { return nil }
    description = first + (count > 1 ? ", and \(count - 1) more values differ" : "")
  }

  private static func epochs(_ run: ValidRun) -> String {
    "\(run.curve.epochs) \(run.curve.epochs == 1 ? "epoch" : "epochs")"
  }

  private static func text(_ value: Double?) -> String {
    guard let value, !Curve.isAbsent(value) else { return "absent" }
    if let whole = Int(exactly: value), value != 0 { return "\(whole)" }
    return "\(value)"
  }
}

extension ContentDifference {
  /// The difference as the end of a message about two runs of one identity.
  /// - Parameter place: Where the other one stands, for a message that names several.
  public static func clause(
    _ run: ValidRun, _ other: ValidRun, _ schema: TaskSchema, place: String? = nil
  ) -> String {
    let difference = Self(of: run, from: other, schema: schema)?.description ?? "the configuration differs"
    return (place.map { "; against \($0): " } ?? ": ") + difference
  }
}
