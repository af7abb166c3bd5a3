/// The keywords that mean something to a validator.
enum SchemaKeyword: String, CaseIterable, Sendable {
  case id = "$id"
  case schema = "$schema"
  case ref = "$ref"
  case anchor = "$anchor"
  case dynamicRef = "$dynamicRef"
  case dynamicAnchor = "$dynamicAnchor"
  case defs = "$defs"
  /// Of earlier drafts; still read.
  case definitions, dependencies
  case prefixItems, items, contains, additionalProperties, properties, patternProperties, dependentSchemas
  case propertyNames, allOf, anyOf, oneOf, not
  case `if`, then, `else`
  case unevaluatedItems, unevaluatedProperties
  case type, `enum`, const, multipleOf, maximum, exclusiveMaximum, minimum, exclusiveMinimum
  case maxLength, minLength, pattern, maxItems, minItems, uniqueItems, maxContains, minContains
  case maxProperties, minProperties, required, dependentRequired
  case format
  case contentSchema

  /// How schemas stand in the value of a keyword.
  enum Content: Sendable {
    case none, schema, list, map
  }

  var content: Content {
    switch self {
    case .items, .contains, .additionalProperties, .propertyNames, .not, .if, .then, .else, .unevaluatedItems,
      .unevaluatedProperties, .contentSchema:
      .schema
    case .prefixItems, .allOf, .anyOf, .oneOf: .list
    case .defs, .definitions, .dependencies, .properties, .patternProperties, .dependentSchemas: .map
    default: .none
    }
  }

  var vocabularies: SchemaVocabularies {
    switch self {
    case .id, .schema, .ref, .anchor, .dynamicRef, .dynamicAnchor, .defs, .definitions: .core
    case .prefixItems, .items, .contains, .additionalProperties, .properties, .patternProperties, .dependentSchemas,
      .propertyNames, .allOf, .anyOf, .oneOf, .not, .if, .then, .else, .dependencies:
      .applicator
    case .unevaluatedItems, .unevaluatedProperties: .unevaluated
    case .format: [.formatAnnotation, .formatAssertion]
    case .contentSchema: .content
    default: .validation
    }
  }
}
