internal import CHDF5

/// Something in a file that is being read: a group or a dataset.
public protocol HDF5InputObject: Sendable {
  var handle: HDF5Handle { get }
  /// From the root: `/space/task`.
  var path: String { get }
  /// The most attributes that the object may have, and the most bytes of one.
  var attributeLimits: (count: Int, bytes: Int) { get }
}

/// The value of an attribute, as far as one number or text.
public enum HDF5AttributeValue: Sendable, Hashable {
  case text(String)
  case integer(Int64)
  case number(Double)
  /// Lists, references, types that Cellar never writes.
  case other

  public var text: String? { if case .text(let text) = self { text } else { nil } }
  public var integer: Int64? { if case .integer(let value) = self { value } else { nil } }
  public var number: Double? { if case .number(let value) = self { value } else { nil } }
}

extension HDF5InputObject {
  /// All attributes, in the order of their creation where the file keeps it, else by name.
  public func attributes() throws(HDF5InputError) -> [(name: String, value: HDF5AttributeValue)] {
    var found: [(name: String, value: HDF5AttributeValue)] = []
    for name in try attributeNames() { found.append((name, try attribute(name))) }
    return found
  }

  private func attributeNames() throws(HDF5InputError) -> [String] {
    var list = HDF5NameList(limit: attributeLimits.count)
    for isByCreation: Int32 in [1, 0] {
      list.removeAll()
      let result = unsafe withUnsafeMutablePointer(to: &list) { pointer in
        _ = H5Eset_auto2(cellar_h5e_default(), nil, nil)
        return unsafe cellar_h5a_iterate(
          handle.id, isByCreation,
          { name, context in
            guard let name = unsafe name, let context = unsafe context else { return -1 }
            return unsafe context.assumingMemoryBound(to: HDF5NameList.self).pointee.add(name, type: 0) ? 0 : 1
          }, pointer)
      }
      if result < 0, isByCreation == 1 { continue }
      try checkedInput("H5Aiterate2", handle.subject) { result }
      if result > 0 {
        throw .refused(
          subject: handle.subject, found: list.complaint(about: "attributes"),
          expected: "at most \(list.limit), with names in UTF-8")
      }
      break
    }
    return list.entries.map(\.name)
  }

  private func attribute(_ name: String) throws(HDF5InputError) -> HDF5AttributeValue {
    let subject = "\(handle.subject)@\(name)"
    let id = try checkedInput("H5Aopen", subject) { unsafe H5Aopen(handle.id, name, cellar_h5p_default()) }
    let attribute = HDF5Handle(id, subject) { H5Aclose($0) }
    let space = HDF5Handle(try checkedInput("H5Aget_space", subject) { H5Aget_space(id) }, subject) { H5Sclose($0) }
    guard try checkedInput("H5Sget_simple_extent_npoints", subject, { H5Sget_simple_extent_npoints(space.id) }) == 1
    else { return .other }
    let type = try HDF5InputType(
      HDF5Handle(try checkedInput("H5Aget_type", subject) { H5Aget_type(id) }, subject) { H5Tclose($0) })
    switch type.kind {
    case .float:
      var value = 0.0
      try checkedInput("H5Aread", subject) { unsafe H5Aread(attribute.id, cellar_h5t_float64(), &value) }
      return .number(value)
    case .integer:
      var value: Int64 = 0
      try checkedInput("H5Aread", subject) { unsafe H5Aread(attribute.id, cellar_h5t_int64(), &value) }
      return .integer(value)
    case .text(let size):
      return .text(try text(attribute, type, size, subject))
    case .other: return .other
    }
  }

  private func text(
    _ attribute: HDF5Handle, _ type: HDF5InputType, _ size: Int?, _ subject: String
  ) throws(HDF5InputError) -> String {
    let limit = attributeLimits.bytes
    guard let size else {
      var pointer: UnsafeMutablePointer<CChar>?
      try checkedInput("H5Aread", subject) { unsafe H5Aread(attribute.id, type.handle.id, &pointer) }
      defer { unsafe _ = H5free_memory(pointer) }
      return try unsafe HDF5Text.variable(pointer, limit: limit, subject)
    }
    guard size <= limit else {
      throw .refused(subject: subject, found: "a text of \(size) bytes", expected: "at most \(limit)")
    }
    var bytes = [UInt8](repeating: 0, count: size)
    try checkedInput("H5Aread", subject) {
      unsafe bytes.withUnsafeMutableBytes { unsafe H5Aread(attribute.id, type.handle.id, $0.baseAddress) }
    }
    return try HDF5Text.fixed(bytes[...], type.padding, subject)
  }
}
