import Bytes
public import Core
import Emit

/// Everything that a pipeline can name, supplied by the command, which alone knows every plug-in.
public struct Plugins: Sendable {
  public var spaces: [any SearchSpace]
  public var layouts: [any SourceLayout]
  public var writers: [any ArtifactWriter]
  /// Writes the data card and what catalogues read; nil where the command has none.
  public var packager: (any ReleasePackager)?
  public var gzip: any ByteCodec
  /// The SHA-256 of some bytes, in lower-case hexadecimal.
  public var digest: @Sendable (RawSpan) -> String
  /// Makes a SHA-256 of what is written bit by bit.
  public var runningDigest: @Sendable () -> any RunningDigest
  /// Reads a file and gives its size and SHA-256.
  public var fileDigest: @Sendable (String) throws -> FileDigest
  /// What makes a file unreadable that no layout knows, with its place; nil where it is merely unknown.
  public var fault: @Sendable (String) -> String?
  /// Names and versions of the libraries on which the bytes of a release depend.
  public var libraries: [Attribute]
  public var cellarVersion: String
  /// Whether what pickles make with classes that are not allowed is kept as opaque records, and not refused.
  public var keepsOpaqueObjects = false
  /// The embedded pipelines: name and text.
  public var pipelines: [EmbeddedPipeline]

  /// A pipeline that the command carries.
  public struct EmbeddedPipeline: Sendable {
    public var name: String
    public var text: String

    public init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }

  public init(
    spaces: [any SearchSpace], layouts: [any SourceLayout], writers: [any ArtifactWriter], gzip: any ByteCodec,
    digest: @escaping @Sendable (RawSpan) -> String, runningDigest: @escaping @Sendable () -> any RunningDigest,
    fileDigest: @escaping @Sendable (String) throws -> FileDigest,
    libraries: [Attribute], cellarVersion: String, packager: (any ReleasePackager)? = nil,
    pipelines: [EmbeddedPipeline] = [], fault: @escaping @Sendable (String) -> String? = { _ in nil }
  ) {
    self.fault = fault
    self.packager = packager
    self.pipelines = pipelines
    self.spaces = spaces
    self.layouts = layouts
    self.writers = writers
    self.gzip = gzip
    self.digest = digest
    self.runningDigest = runningDigest
    self.fileDigest = fileDigest
    self.libraries = libraries
    self.cellarVersion = cellarVersion
  }

  /// What a layout calls the epoch budget, for messages.
  func budgetKey(ofLayout id: String) -> String { layouts.first { $0.id == id }?.budgetKey ?? "budget" }

  /// The embedded pipeline of that name.
  func pipeline(named name: String) throws(PipelineError) -> PipelineFile? {
    guard let pipeline = pipelines.first(where: { $0.name == name }) else { return nil }
    return try PipelineParser.parse(pipeline.text, file: "\(name).yaml", rules: BuildRun.rules)
  }

  /// Every embedded pipeline, in the order of their names.
  func allPipelines() throws(PipelineError) -> [PipelineFile] {
    var files: [PipelineFile] = []
    for pipeline in pipelines {
      files.append(try PipelineParser.parse(pipeline.text, file: "\(pipeline.name).yaml", rules: BuildRun.rules))
    }
    return files
  }
}
