/// One keyword of a schema, or a few that are judged together. The operands are indices into the tables of a program.
struct SchemaInstruction: Sendable {
  enum Operation: UInt8, Sendable {
    /// `a`: limit.
    case minLength, maxLength
    /// `a`: expression; `format` has the raw value of a `StringFormat`.
    case pattern, format
    /// `a`: number.
    case minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf
    /// `a`: limit.
    case minItems, maxItems
    case uniqueItems
    /// `prefixItems` and `items`. `a`, `b`: first of the list of nodes and their count; `c`: node of the rest or -1.
    case items
    /// `contains`. `a`: node; `b`: limit of `minContains`; `c`: limit of `maxContains` or -1.
    case contains
    /// `a`: limit.
    case minProperties, maxProperties
    /// `properties`, `patternProperties`, `additionalProperties`, `required`. `a`: member table.
    case members
    /// `a`: node.
    case propertyNames
    /// `a`: name; `b`, `c`: first of the list of names that it needs, and their count.
    case dependentRequired
    /// `a`: name; `b`: node. The same for `dependencies`, where `c` is 1, as there for the case before.
    case dependentSchema
    /// `a`: first constant, `b`: their count.
    case const, `enum`
    /// `a`: node.
    case ref
    /// `a`: dynamic anchor; `b`: the node where none is in scope.
    case dynamicRef
    /// `a`, `b`: first of the list of nodes, and their count.
    case allOf, anyOf, oneOf
    /// `a`: node.
    case not
    /// `a`, `b`, `c`: nodes of `if`, `then`, `else`, the latter two -1 without.
    case conditional
    /// `a`: node.
    case unevaluatedItems, unevaluatedProperties
  }

  var operation: Operation
  var a: Int32 = 0
  var b: Int32 = 0
  var c: Int32 = 0

  /// The part of a node's instructions to which it belongs.
  var group: Int {
    switch operation {
    case .minLength, .maxLength, .pattern, .format: 0
    case .minimum, .maximum, .exclusiveMinimum, .exclusiveMaximum, .multipleOf: 1
    case .minItems, .maxItems, .uniqueItems, .items, .contains: 2
    case .minProperties, .maxProperties, .members, .propertyNames, .dependentRequired, .dependentSchema: 3
    case .const, .enum, .ref, .dynamicRef, .allOf, .anyOf, .oneOf, .not, .conditional: 4
    case .unevaluatedItems, .unevaluatedProperties: 5
    }
  }

  /// Whether judging it takes only as long as the value's own size, which is done first.
  var isLeaf: Bool {
    switch operation {
    case .items, .contains, .uniqueItems, .members, .propertyNames, .dependentSchema, .ref, .dynamicRef, .allOf, .anyOf,
      .oneOf, .not, .conditional, .unevaluatedItems, .unevaluatedProperties:
      false
    default: true
    }
  }
}
