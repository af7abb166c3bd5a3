import Bytes
import Core
import JSON

/// `croissant.json`: the release for catalogues of data sets, in Croissant 1.0 with terms of responsible AI.
///
/// HDF5, SQLite and JSON are declared as files; record sets stand on Parquet where there is any, and on the summary.
struct CroissantDocument {
  let package: ReleasePackage
  let tables: [DataTable]

  var text: String {
    var writer = JSONWriter(style: .pretty)
    writer.beginObject()
    writeContext(to: &writer)
    write("@type", "sc:Dataset", to: &writer)
    write("name", package.release.name, to: &writer)
    write("description", package.description, to: &writer)
    writer.key("conformsTo")
    writer.beginArray()
    writer.string("http://mlcommons.org/croissant/1.0")
    writer.string("http://mlcommons.org/croissant/RAI/1.0")
    writer.endArray()
    let licence = Licence(package.fact("licence"))
    write("license", licence.url ?? licence.name, to: &writer)
    write("url", package.card.url, to: &writer)
    write("version", package.release.version, to: &writer)
    write("datePublished", package.card.date, to: &writer)
    if let citation = package.citation { write("citeAs", citation, to: &writer) }
    writer.key("creator")
    writer.beginArray()
    for author in package.authors {
      writer.beginObject()
      if case .entity = author.name {
        write("@type", "sc:Organization", to: &writer)
      } else {
        write("@type", "sc:Person", to: &writer)
      }
      write("name", author.displayName, to: &writer)
      if let orcid = author.orcid { write("url", "https://orcid.org/\(orcid)", to: &writer) }
      writer.endObject()
    }
    writer.endArray()
    writer.key("keywords")
    writer.beginArray()
    for keyword in ["neural architecture search"] + package.card.keywords { writer.string(keyword) }
    writer.endArray()
    writer.key("isLiveDataset")
    writer.boolean(false)
    writeStatements(to: &writer)
    writer.key("distribution")
    writer.beginArray()
    for file in package.files { write(file, to: &writer) }
    writer.endArray()
    writer.key("recordSet")
    writer.beginArray()
    for table in tables where table.kind != .sqlite { write(table, to: &writer) }
    writer.endArray()
    writer.endObject()
    writer.endDocument()
    return writer.finish().string
  }

  private func write(_ key: String, _ text: String, to writer: inout JSONWriter) {
    writer.key(key)
    writer.string(text)
  }

  /// The context that the specification prescribes.
  private func writeContext(to writer: inout JSONWriter) {
    let plain = [
      ("@language", "en"), ("@vocab", "https://schema.org/"), ("citeAs", "cr:citeAs"), ("column", "cr:column"),
      ("conformsTo", "dct:conformsTo"), ("cr", "http://mlcommons.org/croissant/"),
      ("dct", "http://purl.org/dc/terms/"), ("extract", "cr:extract"), ("field", "cr:field"),
      ("fileProperty", "cr:fileProperty"), ("fileObject", "cr:fileObject"), ("fileSet", "cr:fileSet"),
      ("format", "cr:format"), ("includes", "cr:includes"), ("isLiveDataset", "cr:isLiveDataset"),
      ("jsonPath", "cr:jsonPath"), ("key", "cr:key"), ("md5", "cr:md5"), ("parentField", "cr:parentField"),
      ("path", "cr:path"), ("rai", "http://mlcommons.org/croissant/RAI/"), ("recordSet", "cr:recordSet"),
      ("references", "cr:references"), ("regex", "cr:regex"), ("repeated", "cr:repeated"),
      ("replace", "cr:replace"), ("sc", "https://schema.org/"), ("separator", "cr:separator"),
      ("source", "cr:source"), ("subField", "cr:subField"), ("transform", "cr:transform"),
    ]
    writer.key("@context")
    writer.beginObject()
    for (key, value) in plain { write(key, value, to: &writer) }
    for (key, type) in [("data", "@json"), ("examples", "@json"), ("dataType", "@vocab")] {
      writer.key(key)
      writer.beginObject()
      write("@id", "cr:\(key)", to: &writer)
      write("@type", type, to: &writer)
      writer.endObject()
    }
    writer.endObject()
  }

  private func writeStatements(to writer: inout JSONWriter) {
    let terms = [
      ("collection", "rai:dataCollection"), ("preprocessing", "rai:dataPreprocessingProtocol"),
      ("uses", "rai:dataUseCases"), ("biases", "rai:dataBiases"), ("social_impact", "rai:dataSocialImpact"),
      ("personal_information", "rai:personalSensitiveInformation"),
      ("maintenance", "rai:dataReleaseMaintenancePlan"),
    ]
    write("rai:dataLimitations", package.card.limitations, to: &writer)
    for (key, term) in terms {
      if let statement = package.card.statement(key) { write(term, statement, to: &writer) }
    }
    let counts = package.counts
    write(
      "rai:dataCollectionMissingData",
      "\(counts.quarantined) of \(counts.read) runs read failed validation and \(counts.conflicts) contradict another; "
        + "both are kept aside with their reasons. Values that were never measured are absent, not imputed.",
      to: &writer)
    write("rai:dataImputationProtocol", "Nothing is imputed.", to: &writer)
    writer.key("funder")
    writer.beginObject()
    write("@type", "sc:Organization", to: &writer)
    write("name", package.card.funding, to: &writer)
    writer.endObject()
  }

  private func write(_ file: FileDigest, to writer: inout JSONWriter) {
    writer.beginObject()
    write("@type", "cr:FileObject", to: &writer)
    write("@id", file.path, to: &writer)
    write("name", file.path, to: &writer)
    write("contentUrl", file.path, to: &writer)
    write("contentSize", "\(file.bytes) B", to: &writer)
    write("encodingFormat", Self.mediaType(of: file.path), to: &writer)
    write("sha256", file.sha256, to: &writer)
    writer.endObject()
  }

  private static func mediaType(of path: String) -> String {
    let types = [
      (".h5", "application/x-hdf5"), (".sqlite", "application/vnd.sqlite3"), (".csv.gz", "text/csv"),
      (".jsonl.gz", "application/jsonlines"), (".jsonl", "application/jsonlines"), (".json.gz", "application/json"),
      (".json", "application/json"), (".parquet", "application/x-parquet"), (".html", "text/html"),
    ]
    return types.first { path.hasSuffix($0.0) }?.1 ?? "application/octet-stream"
  }

  private func write(_ table: DataTable, to writer: inout JSONWriter) {
    writer.beginObject()
    write("@type", "cr:RecordSet", to: &writer)
    write("@id", table.name, to: &writer)
    write("name", table.name, to: &writer)
    write("description", "A record is \(table.title).", to: &writer)
    writer.key("field")
    writer.beginArray()
    for column in table.columns {
      writer.beginObject()
      write("@type", "cr:Field", to: &writer)
      write("@id", "\(table.name)/\(column.name)", to: &writer)
      write("name", column.name, to: &writer)
      let unit = column.unit == .none ? "" : " [\(column.unit.rawValue)]"
      write("description", column.title + unit, to: &writer)
      write("dataType", Self.type(of: column, in: table), to: &writer)
      writer.key("source")
      writer.beginObject()
      writer.key("fileObject")
      writer.beginObject()
      write("@id", table.path, to: &writer)
      writer.endObject()
      writer.key("extract")
      writer.beginObject()
      write("column", column.name, to: &writer)
      writer.endObject()
      writer.endObject()
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
  }

  private static func isWhole(_ column: String, in table: String) -> Bool {
    ["run_id", "budget", "epochs", "n", "n_seeds"].contains(column) || column == "epoch" && table != "score"
  }

  /// Readers turn a column of whole numbers with gaps into floats, so only columns without gaps are whole.
  private static func type(of column: DataTable.Column, in table: DataTable) -> String {
    switch column.content {
    case .text, .object, .list: "sc:Text"
    case .boolean: "sc:Boolean"
    case .real: "sc:Float"
    case .integer: isWhole(column.name, in: table.name) ? "sc:Integer" : "sc:Float"
    }
  }
}
