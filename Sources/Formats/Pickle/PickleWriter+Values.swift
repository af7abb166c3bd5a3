internal import Bytes

extension PickleWriter {
  public mutating func none() { constant(.none) }

  public mutating func boolean(_ value: Bool) { constant(value ? .newTrue : .newFalse) }

  public mutating func integer(_ value: Int64) {
    beginValue()
    if let byte = UInt8(exactly: value) {
      output.append(PickleOpcode.binInt1.rawValue)
      output.append(byte)
    } else if let short = UInt16(exactly: value) {
      output.append(PickleOpcode.binInt2.rawValue)
      output.append(littleEndian: UInt16(short))
    } else if let word = Int32(exactly: value) {
      output.append(PickleOpcode.binInt.rawValue)
      output.append(littleEndian: UInt32(bitPattern: word))
    } else {
      let size = (72 - (value < 0 ? ~value : value).leadingZeroBitCount) / 8
      output.append(PickleOpcode.long1.rawValue)
      output.append(UInt8(size))
      for place in 0..<size { output.append(UInt8(truncatingIfNeeded: value >> Int64(8 * place))) }
    }
    endValue()
  }

  public mutating func integer(_ value: Int) { integer(Int64(value)) }

  /// Writes a double, every bit of it.
  public mutating func double(_ value: Double) {
    beginValue()
    let one: InlineArray<1, Double> = [value]
    output.append(bigEndianDoubles: one.span, tag: PickleOpcode.binFloat.rawValue)
    endValue()
  }

  /// Writes a text, or the key of the next value.
  public mutating func text(_ text: String) { self.text(utf8: Array(text.utf8)) }

  /// Writes a key, which may be any value that has a hash in Python; this one is a text.
  public mutating func key(_ text: String) { self.text(utf8: Array(text.utf8)) }

  private mutating func constant(_ opcode: PickleOpcode) {
    beginValue()
    output.append(opcode.rawValue)
    endValue()
  }
}
