/// What a reader of an artifact gives, one after the other: the head first, then the runs.
public enum ReleasePart: Sendable, Hashable {
  case head(ReleaseHead)
  case run(ReleaseLine)
}
