import Bytes
import Core
import Formats

/// The dictionaries of one run, keyed by epoch or by evaluation and epoch, as columns.
struct NASBench201Table {
  let document: PickleDocument
  /// The names of the evaluations, as bytes.
  private let evaluations: [[UInt8]]
  private let unnamed: Int
  private let columns: Int
  private let epochs: Int
  private var values: [Double]
  private var isPresent: [Bool]
  /// What does not fit, told once.
  private(set) var complaint: (key: String, message: String)?

  /// The most epochs of a run.
  static let epochLimit = 100_000

  /// - Precondition: `epochs` is at most `epochLimit`.
  init(_ document: PickleDocument, _ dataset: NASBench201Dataset, epochs: Int) {
    precondition(epochs <= Self.epochLimit, "a bounded number of epochs")
    self.document = document
    self.epochs = epochs
    evaluations = dataset.evaluations.map { Array($0.rawName.utf8) }
    unnamed = dataset.evaluations.firstIndex { $0.rawName == dataset.unnamedEvaluation } ?? 0
    columns = (evaluations.count + 1) * NASBench201Dataset.Measure.allCases.count
    values = Array(repeating: Curve.absent, count: columns * epochs)
    isPresent = Array(repeating: false, count: epochs)
  }

  /// Takes a dictionary of one measure; None and a missing one are no values.
  /// - Parameter isTraining: whether whole numbers as keys mean epochs of training, else of the unnamed evaluation.
  mutating func take(_ dictionary: PickleValue?, _ measure: NASBench201Dataset.Measure, isTraining: Bool) {
    guard let dictionary, !document.isNone(dictionary) else { return }
    guard document.kind(of: dictionary) == .dictionary else {
      return complain(measure, document.shown(dictionary))
    }
    let members = document.members(of: dictionary)
    for member in members {
      var evaluation = isTraining ? nil : Optional(unnamed)
      var epoch = document.integer(member.key).map { Int($0) }
      if epoch == nil, !isTraining, let named = evaluationAndEpoch(member.key) {
        (evaluation, epoch) = (named.evaluation, named.epoch)
      }
      guard let epoch, epoch >= 0, epoch < epochs else {
        complain(measure, "key \(document.shown(member.key))")
        continue
      }
      guard let number = document.double(member.value) else {
        if !document.isNone(member.value) {
          complain(measure, "\(document.shown(member.value)) under key \(document.shown(member.key))")
        }
        continue
      }
      isPresent[epoch] = true
      let column = NASBench201Dataset.column(measure, evaluation: evaluation)
      values[column * epochs + epoch] = number.isNaN ? .nan : number
    }
  }

  private mutating func complain(_ measure: NASBench201Dataset.Measure, _ what: String) {
    if complaint == nil { complaint = (measure.rawName, what) }
  }

  /// `x-valid@12`
  private func evaluationAndEpoch(_ key: PickleValue) -> (evaluation: Int, epoch: Int)? {
    guard document.kind(of: key) == .text else { return nil }
    return document.withContent(key) { bytes -> (evaluation: Int, epoch: Int)? in
      var end = bytes.byteCount
      var epoch = 0
      var scale = 1
      while end > 0, bytes.byte(at: end - 1) != UInt8(ascii: "@") {
        let digit = Int(bytes.byte(at: end - 1)) - 48
        guard digit >= 0, digit < 10, scale <= Self.epochLimit else { return nil }
        epoch += digit * scale
        scale *= 10
        end -= 1
      }
      guard end > 0, scale > 1 else { return nil }
      let name = 0..<end - 1
      return evaluations.firstIndex { bytes.equals($0, at: name) }.map { ($0, epoch) }
    }
  }

  /// The epochs with a value, and their columns.
  func curve() -> (epochs: [Int], curve: Curve) {
    let present = (0..<epochs).filter { isPresent[$0] }
    if present.count == epochs { return (present, Curve(epochs: epochs, metrics: columns, values: values)) }
    let compact = (0..<columns).flatMap { column in present.map { values[column * epochs + $0] } }
    return (present, Curve(epochs: present.count, metrics: columns, values: compact))
  }
}
