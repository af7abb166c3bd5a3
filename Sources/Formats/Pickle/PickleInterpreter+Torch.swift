internal import Bytes

extension PickleInterpreter {
  /// BINPERSID of a torch file: ('storage', class, key, location, number of elements, …). The storage is not read.
  mutating func pushStorage(_ bytes: RawSpan) throws(PickleError) {
    let identifier = try pop("BINPERSID")
    guard allowsStorages else {
      throw failure(.refusedOpcode("BINPERSID", "persistent ids are known in torch files alone"))
    }
    guard let tuple = identifier.record, records[tuple].count <= 6, let parts = elements(identifier),
      parts.count == 5 || parts.count == 6, text(parts[0], bytes) == "storage"
    else { throw failure(.unexpected("another persistent id", expected: "that of a torch storage")) }
    guard let type = parts[1].global?.storedType else {
      throw failure(.unexpected(describe(parts[1]), expected: "a known storage class of torch"))
    }
    guard let key = text(parts[2], bytes), !key.isEmpty, key.utf8.count <= 32,
      key.utf8.allSatisfy({ $0 &- 0x30 <= 9 || $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A || $0 == UInt8(ascii: "_") })
    else {
      let key = text(parts[2], bytes) ?? describe(parts[2])
      throw failure(.storage(key: key, "expected a key of at most 32 letters and digits"))
    }
    guard parts[3].tag == .text, let count = natural(parts[4]), count <= Int.max / type.size else {
      throw failure(.storage(key: key, "expected a location and a number of elements"))
    }
    let value = try make(.storage, [PickleValue(.integer, UInt64(type.rawValue)), parts[2], parts[3], parts[4]])
    if let record = value.record { storages.append(record) }
    push(value)
  }

  /// `_rebuild_tensor_v2(storage, offset, sizes, strides, …)`. Every element must lie within the storage.
  mutating func tensor(_ arguments: [PickleValue]) throws(PickleError) -> PickleValue {
    guard arguments.count >= 4, arguments.count <= 7, let storage = arguments[0].record,
      records[storage].kind == .storage
    else { throw failure(.unexpected("other arguments", expected: "storage, offset, sizes and strides of a tensor")) }
    guard let offset = natural(arguments[1]), let sizes = naturals(arguments[2]), let strides = naturals(arguments[3])
    else { throw failure(.unexpected("other numbers", expected: "offset, sizes and strides from 0 of a tensor")) }
    guard sizes.count == strides.count else {
      throw failure(.unexpected("\(strides.count) strides", expected: "\(sizes.count), one for each size of a tensor"))
    }
    let count = natural(values(storage)[3]) ?? 0
    var last = offset
    var total = 1
    var overflows = false
    if !sizes.contains(0) {
      for (size, stride) in zip(sizes, strides) where !overflows {
        let (product, first) = (size - 1).multipliedReportingOverflow(by: stride)
        let (sum, second) = last.addingReportingOverflow(product)
        let (elements, third) = total.multipliedReportingOverflow(by: size)
        (last, total, overflows) = (sum, elements, first || second || third)
      }
      guard !overflows, last < count else {
        throw failure(
          .unexpected(
            overflows ? "a tensor beyond 63 bits" : "a tensor up to element \(last)",
            expected: "one within the \(count) elements of its storage"))
      }
    }
    return try make(.tensor, Array(arguments[0..<4]))
  }
}
