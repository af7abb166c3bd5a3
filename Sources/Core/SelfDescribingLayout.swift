/// A layout of files that can be told from their content alone, so that one file without a pipeline can be read.
public protocol SelfDescribingLayout: SourceLayout {
  /// What a file is, if this layout reads it.
  ///
  /// Cheap where the first bytes say no.
  /// - Parameter probe: the beginning of the file, for a first look.
  func recognize(_ probe: FileProbe, in files: any FileSource) throws(RefusedFile) -> RecognizedFile?

  /// What an artifact says of the release as a whole, without its runs; nil where this layout does not know the file, or
  /// the file says nothing.
  func description(of probe: FileProbe) -> ReleaseDescription?
}

extension SelfDescribingLayout {
  public func description(of probe: FileProbe) -> ReleaseDescription? { nil }
}

/// The beginning of a file that is to be recognized.
public struct FileProbe: Sendable {
  /// Index of the file in the listing.
  public var file: Int
  /// The last component of its path.
  public var name: String
  /// Up to 64 KiB from its start, as they stand on disk.
  public var head: [UInt8]
  /// Bytes.
  public var size: Int
  /// Where the system finds it, for readers that open files themselves.
  public var location: String

  public init(file: Int, name: String, head: [UInt8], size: Int, location: String) {
    self.file = file
    self.name = name
    self.head = head
    self.size = size
    self.location = location
  }
}

/// What a file turned out to be.
public struct RecognizedFile: Sendable {
  /// For people: `TransNAS-Bench-101 release, torch zip file`.
  public var format: String
  /// The layout that reads it, with the tasks that this file has.
  public var layout: any SourceLayout
  /// The embedded pipeline whose spaces, tasks and metadata apply; nil where the file itself has them.
  public var pipeline: String?
  /// What the file itself says of the release, nil where it says nothing.
  public var description: ReleaseDescription?
  /// What around the file says more of its runs; nil where the file says everything. Such a file is a log: the sources
  /// of a pipeline that is given have the word about it.
  public var surroundings: Surroundings?

  /// The part of a tree of logs to which one file belongs.
  public struct Surroundings: Sendable, Hashable {
    /// How many directories above the file have names that say something.
    public var depth: Int
    /// The name of the file in its directory that is the record of the run; the file itself may be a log beside it.
    public var record: String

    public init(depth: Int, record: String) {
      self.depth = depth
      self.record = record
    }
  }

  public init(
    format: String, layout: any SourceLayout, pipeline: String?, description: ReleaseDescription? = nil,
    surroundings: Surroundings? = nil
  ) {
    self.format = format
    self.layout = layout
    self.pipeline = pipeline
    self.description = description
    self.surroundings = surroundings
  }
}

/// What an artifact of Cellar says of the release as a whole.
public struct ReleaseDescription: Sendable, Hashable {
  /// Title, version, licence and so on, in order.
  public var metadata: [Attribute]
  public var tasks: [Task]

  /// A task of one space.
  public struct Task: Sendable, Hashable {
    public var space: SpaceID
    public var schema: TaskSchema
    /// The metric that ranks architectures.
    public var score: MetricName

    public init(space: SpaceID, schema: TaskSchema, score: MetricName) {
      self.space = space
      self.schema = schema
      self.score = score
    }
  }

  public init(metadata: [Attribute], tasks: [Task]) {
    self.metadata = metadata
    self.tasks = tasks
  }
}

/// Why a file is not read at all: hostile, damaged, or of a version that is not known.
public struct RefusedFile: Error, Sendable, Hashable, CustomStringConvertible {
  /// What was found, where, and what was expected.
  public var message: String
  /// Whether the file is sound, and merely of a kind that nobody here knows.
  public var isForeign: Bool

  public init(_ message: String, isForeign: Bool = false) {
    self.message = message
    self.isForeign = isForeign
  }
  public var description: String { message }
}
