public import Bytes

extension NASBench101Record {
  /// Appends the record with its frame, byte for byte as the authors' code writes it (Python's `json.dumps` with its
  /// `, `, fields of the message in the order of their numbers).
  public func append(to output: inout OutputBytes) {
    var payload = OutputBytes(capacity: 1024)
    appendJSON(to: &payload)
    payload.withBytes { TFRecordFrame.append($0, to: &output) }
  }

  private func appendJSON(to output: inout OutputBytes) {
    output.append("[\"")
    output.append(moduleHash)
    output.append("\", ")
    output.append(integer: epochs)
    output.append(", \"")
    for entry in adjacency { output.append(UInt8(ascii: "0") + entry) }
    output.append("\", \"")
    for (index, operation) in operations.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      output.append(operation.label)
    }
    output.append("\", \"")
    var message = ProtobufWriter()
    metrics.append(to: &message)
    message.output.withBytes { Base64.encode($0, to: &output) }
    output.append("\"]")
  }
}
