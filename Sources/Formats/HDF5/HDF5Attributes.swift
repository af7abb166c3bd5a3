import Bindings
import Core

/// What stands beside an object of a release, in the order in which it is written.
typealias HDF5Attributes = [(name: String, value: HDF5AttributeValue)]

extension HDF5Column {
  /// The attributes of the dataset, but for those that tie it to its dimensions.
  var attributes: HDF5Attributes {
    var found: HDF5Attributes = [
      ("units", .text(note.units)), ("long_name", .text(note.longName)),
      ("provenance_kind", .text(note.provenance.rawValue)),
    ]
    if let formula = note.formula { found.append(("formula", .text(formula))) }
    if let metric = note.metric {
      found.append(("direction", .text(metric.direction.rawValue)))
      if let split = metric.split { found.append(("split", .text(split.rawValue))) }
      if let lower = metric.lower { found.append(("lower", .number(lower))) }
      if let upper = metric.upper { found.append(("upper", .number(upper))) }
    }
    if notesFill, case .numbers(_, let fill) = content {
      switch fill {
      case .float64(let fill): found.append(("_FillValue", .number(fill)))
      case .int64(let fill): found.append(("_FillValue", .integer(fill)))
      case .uint8(let fill): found.append(("_FillValue", .integer(Int64(fill))))
      }
    }
    if let coordinates { found.append(("coordinates", .text(coordinates))) }
    return found
  }
}

extension ReleasedSpace {
  /// The attributes of the group of the space.
  var hdf5Attributes: HDF5Attributes {
    [("title", .text(title)), ("size", .text(size)), ("api_name", .text(apiName))]
  }
}

extension BudgetGroup {
  /// The attributes of the group that holds these runs of `task`.
  func hdf5Attributes(_ task: ReleasedTask) -> HDF5Attributes {
    var found: HDF5Attributes = [
      ("task", .text(task.name.rawValue)), ("score_metric", .text(task.scoreMetric.rawValue)),
      ("direction", .text(task.scoreDirection.rawValue)), ("budget", .integer(Int64(budget))),
    ]
    if let noise = noise.first(where: { $0.rule == .bestValid && $0.split == .valid }) {
      found += [
        ("noise_sd", .number(noise.standardDeviation)), ("noise_df", .integer(Int64(noise.degreesOfFreedom))),
        ("noise_copies", .integer(Int64(noise.copies))), ("noise_kind", .text(noise.kind.rawValue)),
      ]
    }
    return found
  }
}

extension HDF5Object {
  /// Adds attributes in their order.
  func setAttributes(_ attributes: HDF5Attributes) throws(HDF5Error) {
    for (name, value) in attributes {
      switch value {
      case .text(let text): try setAttribute(name, text)
      case .integer(let number): try setAttribute(name, number)
      case .number(let number): try setAttribute(name, number)
      case .other: preconditionFailure("no attribute of another type is written")
      }
    }
  }
}
