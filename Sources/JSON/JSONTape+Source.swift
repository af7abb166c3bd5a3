internal import Bytes

extension JSONTape {
  /// The offset of the first byte of a value (of the quote, for a string) in the document.
  public func sourceOffset(of value: JSONValue) -> Int {
    slots[value.slot].offset
  }

  /// The range of a value in the document, quotes and brackets included.
  public func sourceRange(of value: JSONValue) -> Range<Int> {
    let slot = slots[value.slot]
    let start = slot.offset
    switch slot.kind {
    case .null, .true: return start..<start + 4
    case .false: return start..<start + 5
    case .string: return start..<start + Int(truncatingIfNeeded: slot.payload) + 2
    case .array, .object: return start..<slots[slot.highHalf].offset + 1
    case .integer, .bigInteger, .double:
      if slot.numberLength < JSONSlot.longNumber { return start..<start + slot.numberLength }
      return start..<source.withBytes { $0.scanNumber(at: start).end }
    }
  }

  /// A copy of the source of a value: for a number, its digits as they are written.
  public func sourceText(of value: JSONValue) -> String {
    let range = sourceRange(of: value)
    return source.withBytes { $0.string(range) }
  }

  /// Line and column of a value, from 1.
  public func location(of value: JSONValue) -> JSONLocation {
    location(ofOffset: sourceOffset(of: value))
  }

  /// The JSON Pointer (RFC 6901) from the root to a value; for a key, that of its value. For messages: it looks at what
  /// comes before the value in each array and object around it.
  public func pointer(to value: JSONValue) -> String {
    var result = ""
    var current = root
    while current.slot < value.slot {
      let before = current
      switch kind(of: current) {
      case .object:
        for member in members(of: current) where value.slot >= member.key.slot && value.slot < end(of: member.value) {
          result += "/" + escapedForPointer(string(member.key) ?? "")
          if value.slot == member.key.slot { return result }
          current = member.value
          break
        }
      case .array:
        var index = 0
        for element in elements(of: current) {
          if value.slot >= element.slot && value.slot < end(of: element) {
            result += "/\(index)"
            current = element
            break
          }
          index += 1
        }
      default:
        return result
      }
      if current == before { return result }
    }
    return result
  }

  /// The JSON Pointer to the innermost value that covers a byte of the document.
  public func pointer(toOffset offset: Int) -> String {
    var low = 0
    var high = slots.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if slots[middle].offset <= offset { low = middle } else { high = middle }
    }
    return pointer(to: JSONValue(slot: low))
  }

  /// The slot behind a value.
  private func end(of value: JSONValue) -> Int {
    let slot = slots[value.slot]
    return slot.isContainer ? slot.highHalf + 1 : value.slot + 1
  }
}

/// A key as a token of a JSON Pointer: `~` as `~0`, `/` as `~1`.
public func escapedForPointer(_ key: String) -> String {
  var result = ""
  for scalar in key.unicodeScalars {
    switch scalar {
    case "~": result += "~0"
    case "/": result += "~1"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}
