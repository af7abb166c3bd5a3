import Core

extension DataTable {
  /// The JSON files of a release, whole and by lines, with their keys; those that always are there come last.
  static func documents(of package: ReleasePackage) -> [DataTable] {
    var documents: [DataTable] = []
    for path in package.paths(endingIn: ".json.gz") {
      documents.append(json(path, "One document, shaped like the benchmark's own API.", interface))
    }
    for path in package.paths(endingIn: ".jsonl.gz") where path.hasPrefix(package.release.name) {
      documents.append(json(path, "A line is a training run, sorted by space, task, encoding, seed and repeat.", run))
    }
    if package.files.contains(where: { $0.path == "statistics.json" }) {
      documents.append(json("statistics.json", "One document; its measures are named by `formulas`.", statistics))
    }
    return documents + [
      json("findings.jsonl", "A line is a finding of the validation.", finding),
      json("quarantine.jsonl.gz", "A line is a run that was kept out, as far as it could be read.", quarantined),
      json("inputs.jsonl.gz", "A line is a file that was found in the inputs, sorted by path.", input),
      json("manifest.json", "One document.", manifest),
    ]
  }

  private static func json(_ path: String, _ title: String, _ columns: [Column]) -> DataTable {
    DataTable(name: path, path: path, kind: .json, title: title, columns: columns)
  }

  static func key(
    _ name: String, _ content: Column.Content, _ title: String, unit: MeasurementUnit = .none,
    _ provenance: ProvenanceKind = .measured
  ) -> Column {
    Column(name: name, content: content, unit: unit, title: title, provenance: provenance)
  }

  private static let identity = [
    key("space", .text, "id of the search space"), key("encoding", .text, "architecture encoding"),
    key("task", .text, "name of the task"),
  ]

  private static let interface = [
    key("format", .text, "cellar-api"), key("schema_version", .text, "version of this shape"),
    key("task_list", .list, "tasks, in the order of the pipeline"),
    key("info_names", .list, "keys of each model_info"),
    key("model_info_counter", .text, "the counter behind the FLOPs of each model_info"),
    key("metrics_dict", .object, "the metrics of each task, in order"),
    key("release", .object, "facts about the release, its spaces, metrics and sources"),
    key("space_ids", .object, "id of the search space behind each key of data"),
    key("data", .object, "space, encoding, task, then the primary run: largest budget, lowest seed"),
    key("data…total_epochs", .integer, "epoch budget of the run", unit: .count),
    key("data…seed", .integer, "seed; null where unknown"),
    key("data…model_info", .object, "latency in seconds, parameters, and multiply-accumulates called FLOPs", .derived),
    key("data…metrics", .object, "one list for each metric, one value for each epoch from 0"),
    key("data…replicates", .list, "the other runs of the architecture on the task, in the same shape"),
  ]

  private static let run =
    identity + [
      key("budget", .integer, "epochs that the run was meant to last", unit: .count),
      key("seed", .integer, "seed; null where unknown"),
      key("repeat", .integer, "ordinal of a repetition without seed; null where there is none"),
      key("status", .text, "status as the source names it"),
      key("metrics", .object, "one list for each metric, one value for each epoch from 0; units as in the tables"),
      key("time_elapsed", .list, "time from the start to the end of each epoch", unit: .seconds),
      key("costs", .object, "counts of encoder and whole model by counter", unit: .count, .derived),
      key("values", .object, "numbers of the run as a whole, where the source has any"),
      key("info", .object, "latency and total time in seconds, logged parameters, start, end, software, hardware"),
      key("sources", .list, "path, sha256 and pointer of each source, the one that was read first"),
    ]

  private static let finding =
    [
      key("code", .text, "the rule", .derived), key("severity", .text, "error, warning or info", .derived),
      key("path", .text, "label of the input, a slash, and the path below it"),
      key("line", .integer, "line of the file, from 1, where there is one"),
      key("pointer", .text, "JSON pointer into the file, where there is one"),
    ] + identity + [
      key("seed", .integer, "seed, where it is known"), key("message", .text, "what was found", .derived),
      key("expected", .text, "what was expected", .derived),
      key("hint", .text, "what to do", .derived),
    ]

  private static let quarantined =
    identity + [
      key("seed", .integer, "seed, where it is known"), key("codes", .list, "rules; the first is the reason", .derived),
      key("sources", .list, "path, sha256 and pointer of each source"),
      key("record", .object, "the raw record as far as it could be parsed; null where it could not"),
      key("log", .object, "what the text log says beside it, where there is one"),
      key("layout", .text, "the layout that read it"), key("files", .list, "its files with sizes and checksums"),
      key("reading", .object, "what was read from its sources, claim by claim"),
      key("md5", .object, "checksums of record and reading, which tell a repaired line", .derived),
    ]

  private static let input = [
    key("path", .text, "label of the input, a slash, and the path below it"),
    key("bytes", .integer, "size", unit: .count), key("sha256", .text, "checksum; absent for large unrecognized files"),
    key("use", .text, "what it was used for, or that it was not recognized"),
    key("parser", .text, "the layout that read it"),
  ]

  private static let manifest = [
    key("name", .text, "name of the release"), key("version", .text, "its version"),
    key("cellar_version", .text, "the version of Cellar"),
    key("libraries", .object, "versions of the libraries that the bytes depend on"),
    key("pipeline", .text, "name of the pipeline"), key("pipeline_sha256", .text, "checksum of its file"),
    key("counts", .object, "read = released + exact_duplicates + conflicts + quarantined", unit: .count, .derived),
    key("by_code", .object, "runs that were kept out, by their reason", unit: .count, .derived),
    key("rules", .object, "each rule with severity, how often it ran or could not, and its findings", .derived),
    key("completeness", .object, "runs there and runs expected, by space and task", unit: .count, .derived),
    key("noise", .list, "the spread of scores within classes, by space, task, budget, rule and split", .estimated),
    key("outputs", .list, "path, size and checksum of each file", .derived),
    key("inputs", .object, "files, bytes, files not recognized, and the checksum of the list of inputs", .derived),
  ]
}
