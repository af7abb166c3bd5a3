import Bytes
import Core
import Ingest
import Validate

extension InputRecognition {
  /// A tree of logs, by the pipeline that reads most of it.
  func directory(_ path: String, _ options: InputOpener.Options) throws -> Recognized {
    if let artifact = try Self.artifact(inReleaseAt: path) { return try release(path, artifact, options) }
    let listing = try InputLister(output: FileSystem.resolved(path) + "/.none", cache: nil, jobs: options.jobs).list([
      BuildRequest.Input(label: "input", directory: path)
    ])
    if let pipeline = options.pipeline { return try read(listing, by: pipeline, format: "directory of logs") }
    let candidates = try PipelineCandidate.all(for: listing, plugins)
    guard let best = candidates.first(where: { $0.reads(listing, plugins) }) else {
      if let found = try byContent(path, listing, options) { return found }
      throw BuildError.nothingRecognized(
        "none of \(listing.files.count) files below \(path) is known to a pipeline; give one with '--pipeline'")
    }
    return try read(listing, by: best.pipeline, format: "directory of logs, read by '\(best.pipeline.name)'")
  }

  /// Files that are looked at to find out by their content what a directory holds.
  private static let probedFiles = 8

  /// A directory whose names no pipeline knows, by what the first of its files hold: all files with the ending of one
  /// that a layout knows are read by that.
  private func byContent(
    _ path: String, _ listing: Listing, _ options: InputOpener.Options
  ) throws -> Recognized? {
    for candidate in listing.files.lazy.filter(\.isRegular).prefix(Self.probedFiles) {
      let place = String(decoding: candidate.location, as: UTF8.self)
      guard candidate.size > 0, let found = try? file(place, Listing(files: [candidate], unreadable: [])),
        found.surroundings == nil, found.description == nil, found.pipeline != nil
      else { continue }
      let ending = FileSystem.lastComponent(of: candidate.path).drop { $0 != "." }
      let units = found.layout.units(of: listing.files.map(\.releasePath)) { $0.hasSuffix(ending) }
      let plan = try plan(of: found, path, options)
      return try recognized(found, listing, units, plan)
    }
    return nil
  }

  /// A release: runs with their sources from one artifact, units and metadata from one that states them.
  private func release(_ path: String, _ artifact: String, _ options: InputOpener.Options) throws -> Recognized {
    let listing = Listing(files: [try listed(artifact)], unreadable: [])
    guard var file = try file(artifact, listing), file.description != nil else {
      return try recognize(artifact, options)
    }
    if file.description?.metadata.isEmpty == true, let stated = try description(inReleaseAt: path) {
      file.description = stated
    }
    return try recognized(file, listing, SourceUnit(records: [0], logs: []), try plan(of: file, artifact, options))
  }

  private func description(inReleaseAt path: String) throws -> ReleaseDescription? {
    for suffix in [".sqlite", ".h5", ".json.gz"] {
      guard let artifact = try Self.artifact(inReleaseAt: path, endingIn: [suffix]) else { continue }
      let probe = try self.probe(artifact, size: try listed(artifact).size)
      for layout in plugins.layouts {
        if let stated = (layout as? any SelfDescribingLayout)?.description(of: probe) { return stated }
      }
    }
    return nil
  }

  /// A log, with what its directory and the names above it say; by the sources of the pipeline that is given, if they
  /// take it.
  func read(
    _ path: String, _ file: RecognizedFile, _ surroundings: RecognizedFile.Surroundings,
    _ options: InputOpener.Options
  ) throws -> Recognized {
    let (listing, unit) = try tree(around: path, file.layout, surroundings)
    if let pipeline = options.pipeline {
      let resolved = try PlanResolver(file: pipeline, plugins: plugins).resolve()
      if resolved.units(in: listing).contains(where: { !$0.units.isEmpty }) {
        return try read(listing, by: pipeline, format: file.format)
      }
    }
    return try recognized(file, listing, unit, try plan(of: file, path, options))
  }

  /// The files that are read together with the one at `path`, and how.
  /// - Parameter label: that of their input.
  func tree(
    around path: String, _ layout: any SourceLayout, _ surroundings: RecognizedFile.Surroundings,
    label: String = "input"
  ) throws(BuildError) -> (listing: Listing, unit: SourceUnit) {
    let place = FileSystem.resolved(path)
    let directory = FileSystem.parent(of: place)
    let name = FileSystem.lastComponent(of: place)
    let above = place.split(separator: "/").dropLast().suffix(surroundings.depth).map { "\($0)/" }.joined()
    var (records, logs) = ([name], [String]())
    if surroundings.depth > 0 {
      let names: [String]
      do throws(SystemError) { names = try FileSystem.names(in: directory).sorted { $0.precedesBytewise($1) } } catch {
        throw BuildError.input("\(directory): \(error.message)")
      }
      let record = "\(label)/\(above)\(surroundings.record)"
      let units = layout.units(of: names.map { "\(label)/\(above)\($0)" }) { $0 == record }
      if let found = units.first(where: { $0.files.contains { names[$0] == name } }) {
        (records, logs) = (found.records.map { names[$0] }, found.logs.map { names[$0] })
      }
    }
    var files: [ListedFile] = []
    for name in records + logs { files.append(try listed("\(directory)/\(name)", as: above + name, label: label)) }
    let listing = Listing(files: files, unreadable: [])
    let isRecord = Set(records.map { above + $0 })
    let indices = listing.files.indices
    return (
      listing,
      SourceUnit(
        records: indices.filter { isRecord.contains(listing.files[$0].path) },
        logs: indices.filter { !isRecord.contains(listing.files[$0].path) })
    )
  }

  /// The most names in a directory that are looked at for what lies beside one file.
  private static let companionLimit = 10_000

  /// A file with what the sources of a pipeline read beside it, such as hyper-parameters, but no other record.
  func withCompanions(_ path: String, _ pipeline: PipelineFile) throws -> Listing {
    let alone = Listing(files: [try listed(path)], unreadable: [])
    let directory = FileSystem.parent(of: path)
    guard let names = try? FileSystem.names(in: directory), names.count <= Self.companionLimit else { return alone }
    let beside = names.map { "\(directory)/\($0)" }.filter { !FileSystem.isDirectory($0) }
    let listing = Listing(files: try beside.map { try listed($0) }, unreadable: [])
    guard let own = listing.files.firstIndex(where: { $0.path == alone.files[0].path }) else { return alone }
    let units = try PlanResolver(file: pipeline, plugins: plugins).resolve().units(in: listing).flatMap(\.units)
    guard let unit = units.first(where: { $0.records.contains(own) }) else { return alone }
    return Listing(files: alone.files + unit.logs.map { listing.files[$0] }, unreadable: [])
  }

  /// The artifact of a release directory that holds most, nil where the directory is none.
  static func artifact(
    inReleaseAt path: String, endingIn suffixes: [String] = [".jsonl.gz", ".sqlite", ".h5", ".json.gz"]
  ) throws(BuildError) -> String? {
    guard FileSystem.exists("\(path)/manifest.json") else { return nil }
    let names: [String]
    do throws(SystemError) { names = try FileSystem.names(in: path) } catch {
      throw .input("\(path): \(error.message)")
    }
    for suffix in suffixes {
      // `inputs.jsonl.gz` and `quarantine.jsonl.gz` hold no runs of the release.
      let found = names.first { $0.hasSuffix(suffix) && !["inputs.jsonl.gz", "quarantine.jsonl.gz"].contains($0) }
      if let found { return "\(path)/\(found)" }
    }
    return nil
  }

  func read(_ listing: Listing, by pipeline: PipelineFile, format: String) throws -> Recognized {
    let resolved = try PlanResolver(file: pipeline, plugins: plugins).resolve()
    let units = resolved.units(in: listing)
    guard units.contains(where: { !$0.units.isEmpty }) else {
      throw BuildError.nothingRecognized("nothing in it is known to '\(pipeline.name)'")
    }
    var plan = resolved.plan
    for index in plan.tasks.indices { plan.tasks[index].reference = [] }
    plan.rules = Self.structuralRules
    plan.runsPerArchitecture = nil
    return Recognized(format: format, listing: listing, units: units, plan: plan)
  }
}
