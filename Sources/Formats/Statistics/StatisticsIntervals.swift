import Bytes
import Core
import JSON

/// The intervals of `statistics.json`.
struct StatisticsIntervals {
  private var tape = JSONTape()
  /// The most bytes of such a file.
  private static let limit = 1 << 30

  /// - Throws: `ReleaseInputError` where the file at `path` is no JSON.
  init(_ path: String) throws(ReleaseInputError) {
    var buffer = ByteBuffer()
    do throws(FileError) { try buffer.readFile(at: path, limit: Self.limit) } catch {
      throw ReleaseInputError(.unreadable, path, error.message)
    }
    do throws(JSONError) { try buffer.withBytes { (bytes) throws(JSONError) in try tape.parse(bytes) } } catch {
      throw ReleaseInputError(.malformed, path, "\(error)", expected: "statistics.json as a build writes it")
    }
  }

  /// `statistics` with the intervals in their places; what the file lacks stays without one.
  func taken(into statistics: ReleaseStatistics) -> ReleaseStatistics {
    var statistics = statistics
    for (place, space) in zip(statistics.spaces.indices, elements("spaces", of: tape.root)) {
      let stored = elements("correlations", of: space)
      for (index, correlation) in zip(statistics.spaces[place].correlations.indices, stored) {
        let rows = elements("statistics", of: correlation)
        for (path, row) in zip([\CorrelationEstimate.tau, \.rho, \.pearson], rows) {
          statistics.spaces[place].correlations[index][keyPath: path]?.interval = interval(of: row)
        }
      }
    }
    return statistics
  }

  private func elements(_ key: StaticString, of value: JSONValue) -> [JSONValue] {
    tape.value(key, in: value).map { Array(tape.elements(of: $0)) } ?? []
  }

  private func interval(of row: JSONValue) -> ClosedRange<Double>? {
    guard let lower = tape.value("lower", in: row).flatMap(tape.double),
      let upper = tape.value("upper", in: row).flatMap(tape.double), lower <= upper
    else { return nil }
    return lower...upper
  }
}
