/// What a pickle came in.
public enum PickleContainer: Hashable, Sendable {
  /// The file is the pickle.
  case bare
  /// A zip archive of torch 1.6 or later: the pickle is this member, the storages are its neighbours.
  case torchArchive(member: String)
  /// A stream of torch before 1.6: magic number, protocol, system, object, storage keys, storages.
  case torchStream
}
