import Core

/// What two runs of one identity are to each other; the closer the smaller.
enum Relation: Int {
  /// Every bit is the same.
  case identical
  /// One has everything that the other has, and more.
  case overlapping
  case conflicting

  init(_ first: RunContent, _ second: RunContent) {
    let order = [
      Self.order(first.curve, second.curve), Self.order(first.numbers, second.numbers),
    ]
    if order.allSatisfy({ $0 == .same }), first.status == second.status {
      self = .identical
    } else if order.allSatisfy({ $0 == .same || $0 == .less }) || order.allSatisfy({ $0 == .same || $0 == .more }) {
      self = order.contains { $0 != .same } ? .overlapping : .conflicting
    } else {
      self = .conflicting
    }
  }

  private enum Order { case same, less, more, neither }

  /// Whether the values of one are those of the other where it has any.
  private static func order(_ first: some Sequence<Double>, _ second: some Sequence<Double>) -> Order {
    var order = Order.same
    for (one, other) in zip(first, second) where one.bitPattern != other.bitPattern {
      switch (Curve.isAbsent(one), Curve.isAbsent(other), order) {
      case (true, false, .same), (true, false, .less): order = .less
      case (false, true, .same), (false, true, .more): order = .more
      default: return .neither
      }
    }
    return order
  }

  private static func order(_ first: Curve, _ second: Curve) -> Order {
    guard first.metrics == second.metrics else { return .neither }
    let common = min(first.epochs, second.epochs)
    var orders: [Order] = []
    for metric in 0..<first.metrics {
      orders.append(order(first.column(metric).prefix(common), second.column(metric).prefix(common)))
    }
    if first.epochs != second.epochs { orders.append(first.epochs < second.epochs ? .less : .more) }
    let told = Set(orders.filter { $0 != .same })
    return told.count > 1 ? .neither : told.first ?? .same
  }
}

/// What two runs are compared by.
struct RunContent {
  let curve: Curve
  /// Inference time, logged parameters and the numbers of the run as a whole; absent ones as such.
  let numbers: [Double]
  let status: String
}

extension ValidRun {
  var content: RunContent {
    RunContent(
      curve: curve,
      numbers: [inferenceTime ?? Curve.absent, loggedParams.map(Double.init) ?? Curve.absent] + values, status: status)
  }
}
