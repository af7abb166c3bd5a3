import Core

/// A search space of the zero-cost benchmarks: how its keys name architectures, and what its scores are.
enum ZeroCostSpace: String, Sendable, CaseIterable {
  case nasbench101, nasbench201, nasbench301
  case transMicro = "transbench101_micro"
  case transMacro = "transbench101_macro"

  /// The encoding that a key stands for, `str(tuple)` of the indices of operations.
  ///
  /// TransNAS-Bench-101 is queried with these integers pasted into the benchmark's own text, whatever alphabet they were
  /// drawn in (`convert_op_indices_micro_to_str`, `convert_naslib_to_transbench101_macro` of NASLib), so that the score
  /// is that of the text; a zero in a macro key stands for no module. Of the other spaces the key itself is a notation.
  /// - Returns: nil where the key is no tuple of digits.
  func encoding(_ key: String) -> String? {
    guard self == .transMicro || self == .transMacro else { return key }
    guard key.hasPrefix("("), key.hasSuffix(")") else { return nil }
    var digits = ""
    for part in key.dropFirst().dropLast().split(separator: ",", omittingEmptySubsequences: true) {
      let digit = part.drop { $0 == " " }
      guard digit.utf8.count == 1, let byte = digit.utf8.first, ByteSet.digits.contains(byte) else { return nil }
      digits += digit
    }
    if self == .transMacro { return "64-\(digits.filter { $0 != "0" })-basic" }
    guard digits.utf8.count == 6 else { return nil }
    return "64-41414-\(digits.prefix(1))_\(digits.dropFirst().prefix(2))_\(digits.dropFirst(3))"
  }

  /// The tasks with their epoch budgets and what `val_accuracy` is there.
  var tasks: [ZeroCostTask] {
    switch self {
    case .nasbench101: [ZeroCostTask("cifar10", epochs: 108, .accuracy)]
    case .nasbench201:
      ["cifar10", "cifar100", "ImageNet16-120"].map { ZeroCostTask($0, epochs: 200, .accuracy) }
    case .nasbench301: [ZeroCostTask("cifar10", name: "nas-bench-301", epochs: 100, .surrogateAccuracy)]
    case .transMicro, .transMacro:
      [
        ZeroCostTask("class_scene", epochs: 25, .top1), ZeroCostTask("class_object", epochs: 25, .top1),
        ZeroCostTask("room_layout", epochs: 25, .negativeLoss), ZeroCostTask("jigsaw", epochs: 10, .top1),
        ZeroCostTask("segmentsemantic", epochs: 30, .pixelAccuracy), ZeroCostTask("normal", epochs: 30, .similarity),
        ZeroCostTask("autoencoder", epochs: 30, .similarity),
      ]
    }
  }

  /// The space whose keys these are, as far as datasets and digits tell; nil where they fit none, or both spaces of
  /// TransNAS-Bench-101.
  init?(dataset: String, keys: [String]) {
    guard let first = keys.first else { return nil }
    let digits = keys.map { $0.utf8.filter { ByteSet.digits.contains($0) } }
    if Self.transMicro.tasks.contains(where: { $0.dataset == dataset }) {
      // A macro key has modules 1 to 4, then zeros; a micro key has six operations 0 to 3.
      let isMacro = digits.allSatisfy { $0.first != 48 && !$0.drop { $0 != 48 }.contains { $0 != 48 } }
      let isMicro = digits.allSatisfy { $0.count == 6 && !$0.contains { $0 > 51 } }
      guard isMacro != isMicro else { return nil }
      self = isMacro ? .transMacro : .transMicro
    } else if first.hasPrefix("((") {
      self = .nasbench301
    } else if digits.allSatisfy({ $0.count == 6 }) {
      self = .nasbench201
    } else {
      self = .nasbench101
    }
  }

  /// The pipeline whose metadata apply.
  var pipeline: String {
    let name =
      switch self {
      case .nasbench101: "101"
      case .nasbench201: "201"
      case .nasbench301: "301"
      case .transMicro: "micro"
      case .transMacro: "macro"
      }
    return "nas-bench-suite-zero-\(name)"
  }
}
