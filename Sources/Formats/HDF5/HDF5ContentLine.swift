import Bindings
import JSON

/// The lines in which a child process tells what a file holds: one for each group and dataset with its attributes, and
/// behind a dataset of one dimension lines with its values.
///
/// `{"path":…,"shape":[…],"kind":…,"attributes":[[name,type,value],…]}`, shape and kind of datasets alone, then
/// `{"values":[…]}`. A NaN stands as text, as everywhere in strict JSON.
enum HDF5ContentLine {
  /// Rows of which one line holds the values.
  static let rows = 8192
  /// The most bytes of a line.
  static let limit = 1 << 28

  static func write(_ group: HDF5InputGroup, to writer: inout JSONWriter) throws {
    writer.beginObject()
    try writeHead(of: group, to: &writer)
    writer.endObject()
    writer.endDocument()
  }

  static func write(_ dataset: HDF5InputDataset, to writer: inout JSONWriter) throws {
    writer.beginObject()
    try writeHead(of: dataset, to: &writer)
    writer.key("kind")
    writer.string(dataset.kind.word)
    writer.key("shape")
    writer.beginArray()
    for extent in dataset.shape { writer.integer(extent) }
    writer.endArray()
    writer.endObject()
    writer.endDocument()
  }

  /// Writes the values of some rows of a dataset of one dimension.
  static func write(_ rows: Range<Int>, of dataset: HDF5InputDataset, to writer: inout JSONWriter) throws {
    writer.beginObject()
    writer.key("values")
    writer.beginArray()
    switch dataset.kind {
    case .float:
      var values: [Double] = []
      try dataset.read(rows, into: &values)
      for value in values { writer.double(value) }
    case .integer:
      var values: [Int64] = []
      try dataset.read(rows, into: &values)
      for value in values { writer.integer(value) }
    case .text:
      for text in try dataset.texts(rows) { writer.string(text) }
    case .other: break
    }
    writer.endArray()
    writer.endObject()
    writer.endDocument()
  }

  private static func writeHead(of object: some HDF5InputObject, to writer: inout JSONWriter) throws {
    writer.key("path")
    writer.string(object.path)
    writer.key("attributes")
    writer.beginArray()
    for (name, value) in try object.attributes() {
      writer.beginArray()
      writer.string(name)
      switch value {
      case .text(let text):
        writer.string("text")
        writer.string(text)
      case .integer(let number):
        writer.string("integer")
        writer.integer(number)
      case .number(let number):
        writer.string("number")
        writer.double(number)
      case .other: writer.string("other")
      }
      writer.endArray()
    }
    writer.endArray()
  }
}

extension HDF5InputDataset.Kind {
  /// The word for it between processes and in messages.
  var word: String {
    switch self {
    case .integer: "integer"
    case .float: "float"
    case .text: "text"
    case .other: "other"
    }
  }
}
