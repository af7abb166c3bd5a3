import Core
import JSON
import Pipeline

extension OpenedInput {
  /// Complaints about runs that are told one by one.
  private static let complaintLimit = 10

  /// Why runs were left out, a line for each of the first ones.
  var complaintLines: String {
    var text = ""
    for complaint in complaints.prefix(Self.complaintLimit) {
      let line = complaint.line.map { ":\($0)" } ?? ""
      let pointer = complaint.pointer.map { " \($0)" } ?? ""
      text += "  \(complaint.path)\(line)\(pointer): \(complaint.code): \(complaint.message)\n"
    }
    let more = complaints.count - Self.complaintLimit
    return more > 0 ? text + "  and \(more) more\n" : text
  }

  /// Writes the member `complaints`: the same as objects.
  func writeComplaints(to writer: inout JSONWriter) {
    writer.key("complaints")
    writer.beginArray()
    for complaint in complaints.prefix(Self.complaintLimit) {
      writer.beginObject()
      writer.member("code", complaint.code.rawValue)
      writer.member("path", complaint.path)
      if let line = complaint.line { writer.member("line", line) }
      if let pointer = complaint.pointer { writer.member("pointer", pointer) }
      writer.member("message", complaint.message)
      writer.endObject()
    }
    writer.endArray()
  }
}
