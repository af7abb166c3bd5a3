/// One dataset to be: its values, the dimensions that they run along, and what is noted beside them.
struct HDF5Column: Sendable {
  enum Content: Sendable {
    case numbers(HDF5ColumnValues, fill: Fill)
    case texts([String])
  }

  /// What stands where nothing was written, of the type of the values.
  enum Fill: Sendable {
    case float64(Double)
    case int64(Int64)
    case uint8(UInt8)
  }

  enum Place: Sendable {
    /// It labels a dimension of its own name.
    case labels
    /// Its values run along these dimensions.
    case along([String])
  }

  var name: String
  var content: Content
  var place: Place
  var note: HDF5ColumnNote
  /// Whether the fill value stands in `_FillValue`, so that readers take it as "absent".
  var notesFill = false
  /// The datasets that tell its rows apart, for xarray.
  var coordinates: String?

  init(_ name: String, _ content: Content, _ place: Place, _ note: HDF5ColumnNote) {
    self.name = name
    self.content = content
    self.place = place
    self.note = note
  }
}
