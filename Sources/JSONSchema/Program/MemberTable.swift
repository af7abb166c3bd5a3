internal import Bytes

/// What a schema says about the members of an object by their names: ranges of the lists of a program, and nothing that
/// would have to be retained to be looked at.
struct MemberTable: Sendable {
  /// A name out of `properties` or `required`.
  struct Entry: Sendable {
    var key: MemberKey
    /// Where the name stands in `SchemaProgram.nameBytes`, for one longer than `MemberKey` holds.
    var nameStart: Int32
    /// -1 for a name that is only required.
    var node: Int32
    /// Its place in `required`, or -1.
    var required: Int32
  }

  /// An expression of `patternProperties`.
  struct Pattern: Sendable {
    var expression: Int32
    var node: Int32
  }

  var entryStart: Int32 = 0
  var entryCount: Int32 = 0
  /// Entries by key: open addressing, -1 for a free place; the number of places, a power of two, less one.
  var placeStart: Int32 = 0
  var placeMask: Int32 = 0
  var patternStart: Int32 = 0
  var patternCount: Int32 = 0
  /// The node of `additionalProperties`, -1 without it.
  var additional: Int32 = -1
  var requiredCount: Int32 = 0
}
