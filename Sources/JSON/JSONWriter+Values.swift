internal import Bytes

extension JSONWriter {
  public mutating func null() {
    separate()
    output.append("null")
  }

  public mutating func boolean(_ value: Bool) {
    separate()
    output.append(value ? "true" : "false")
  }

  public mutating func integer(_ value: Int64) {
    separate()
    output.append(integer: value)
  }

  public mutating func integer(_ value: Int) {
    integer(Int64(value))
  }

  public mutating func natural(_ value: UInt64) {
    separate()
    output.append(natural: value)
  }

  /// Writes the shortest text that reads back as the same double (`-0.0` too); what is not finite as a string.
  public mutating func double(_ value: Double) {
    separate()
    if value.isFinite {
      output.append(double: value)
    } else if value.isNaN {
      output.append("\"NaN\"")
    } else {
      output.append(value < 0 ? "\"-Infinity\"" : "\"Infinity\"")
    }
  }

  /// Writes the leading numbers of `values` that are finite as so many elements.
  /// - Returns: How many there are.
  public mutating func doubles(leading values: Span<Double>) -> Int {
    guard style == .compact, !values.isEmpty, values[0].isFinite else {
      var count = 0
      while count < values.count, values[count].isFinite {
        double(values[count])
        count += 1
      }
      return count
    }
    separate()
    return output.append(doubles: values, separator: UInt8(ascii: ","))
  }

  /// Writes a whole number from its decimal digits, which are not checked.
  public mutating func integer(verbatim text: String) {
    separate()
    output.append(string: text)
  }

  /// Writes a string from a literal.
  public mutating func string(_ text: StaticString) {
    separate()
    text.withBytes { output.append(jsonString: $0) }
  }

  @_disfavoredOverload
  public mutating func string(_ text: String) {
    separate()
    text.withBytes { output.append(jsonString: $0) }
  }

  /// Writes a string from UTF-8, which is not checked.
  public mutating func string(utf8 bytes: RawSpan) {
    separate()
    output.append(jsonString: bytes)
  }

  /// Writes a string from UTF-8, which is not checked.
  public mutating func string(utf8 bytes: [UInt8]) {
    separate()
    bytes.withBytes { output.append(jsonString: $0) }
  }

  /// Writes a key from a literal.
  public mutating func key(_ text: StaticString) {
    separate()
    text.withBytes { output.append(jsonString: $0) }
    endKey()
  }

  @_disfavoredOverload
  public mutating func key(_ text: String) {
    separate()
    text.withBytes { output.append(jsonString: $0) }
    endKey()
  }

  /// Writes a key from UTF-8, which is not checked.
  public mutating func key(utf8 bytes: [UInt8]) {
    separate()
    bytes.withBytes { output.append(jsonString: $0) }
    endKey()
  }
}
