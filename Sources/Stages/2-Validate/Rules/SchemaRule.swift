import Core

/// A record matches its JSON Schema. Carried out by the readers.
enum SchemaRule {
  static let definition = RuleDefinition(
    "SCHEMA-01", .error, "a record matches its JSON Schema",
    RuleDocumentation(
      checks: """
        A record has the shape of Schemas/raw-run.schema.json. The finding tells the place in the record and the \
        rule of the schema. Carried out while reading.
        """,
      earnedFrom: """
        No published failure: a guard against records edited by hand.
        """,
      clean: """
        "metrics": {"epoch_0": {"train_loss": 3.1}}
        """,
      failing: """
        "metrics": {"epoch_0": "3.1"}: not an object.
        """
    ))
}
