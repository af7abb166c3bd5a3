/// What a source says of an architecture beside its encoding, which the registry of its space can confirm.
public enum RegistryClaim: Sendable, Hashable {
  /// The number in the list of architectures of the released files.
  case index(Int)
  /// The id of the class under an equivalence, with or without the kind in front.
  case classID(EquivalenceKind, String)
}
