public import Core

/// Writes the data card and what catalogues, citation tools and Datasette read, all from one model of the release.
public struct DataPackager: ReleasePackager {
  public init() {}

  public let name = "package"
  public let fileNames = [
    "README.md", "croissant.json", "datasette.yaml", "data-dictionary.md", "CITATION.cff", "LICENSE", "CHANGES.md",
  ]

  public func texts(of package: ReleasePackage) -> [String] {
    let tables = DataTable.all(of: package)
    return [
      DataCard(package: package, tables: tables).text, CroissantDocument(package: package, tables: tables).text,
      DatasetteConfiguration(package: package).text, DataDictionary(package: package, tables: tables).text,
      CitationFile(package: package).text, LicenceNotice(package: package).text, ChangeLog(package: package).text,
    ]
  }
}
