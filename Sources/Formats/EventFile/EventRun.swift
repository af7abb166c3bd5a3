/// The scalars of a run whose event files follow each other, as restarts leave them, without what restarts made void.
///
/// What is void is decided as TensorBoard does (`event_accumulator.py`): from version 2 on a session start voids what
/// was written before it for its step and later ones; in older files an event whose step is smaller than that of the
/// event before voids, for its own tags, what was written for its step and later ones.
public struct EventRun: Sendable {
  /// In the order in which their tags first occur.
  public let series: [EventSeries]
  /// How many scalars are void.
  public let voidCount: Int

  /// The files of a run in the order in which TensorBoard reads them: of their names, which begin with the time.
  public static func order(_ names: [String]) -> [String] {
    names.filter { EventFile.isEventFile(named: $0) }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Joins files that are in the order of `order`.
  /// - Complexity: O(n) in the number of values.
  public init(_ files: [EventFile]) {
    var index: [String: Int] = [:]
    var names: [String] = []
    // Per file, the series of each of its tags.
    let seriesOfTags = files.map { file in
      file.tags.map { tag in
        if let known = index[tag.name] { return known }
        index[tag.name] = names.count
        names.append(tag.name)
        return names.count - 1
      }
    }
    let isVersion2 = Self.versions(files)
    let isBackward = Self.backwardEvents(files, isVersion2)
    // From the last value to the first: the smallest step from which on everything earlier is void.
    var limit = Int64.max
    var limits = [Int64](repeating: .max, count: names.count)
    var points = [[EventPoint]](repeating: [], count: names.count)
    var voidCount = 0
    for number in files.indices.reversed() {
      let file = files[number]
      var start = file.sessionStarts.count - 1
      var value = file.values.count - 1
      while value >= 0 || start >= 0 {
        if start >= 0, value < 0 || file.sessionStarts[start].event >= file.values[value].event {
          if isVersion2[number] { limit = min(limit, file.sessionStarts[start].step) }
          start -= 1
          continue
        }
        // All values of an event stand before what the event itself makes void.
        let event = file.values[value].event
        let last = value
        while value >= 0, file.values[value].event == event {
          let found = file.values[value]
          let series = seriesOfTags[number][found.tag]
          if case .scalar(let scalar) = found.content {
            if found.step < limit && found.step < limits[series] {
              points[series].append(EventPoint(step: found.step, value: scalar, wallTime: found.wallTime))
            } else {
              voidCount += 1
            }
          }
          value -= 1
        }
        guard isBackward[number].contains(event) else { continue }
        for found in file.values[value + 1...last] {
          let series = seriesOfTags[number][found.tag]
          limits[series] = min(limits[series], found.step)
        }
      }
    }
    self.voidCount = voidCount
    series = names.indices.filter { !points[$0].isEmpty }.map {
      EventSeries(tag: names[$0], points: points[$0].reversed())
    }
  }

  /// Whether session starts count in each file: a version holds until another is stated.
  private static func versions(_ files: [EventFile]) -> [Bool] {
    var version = 0.0
    return files.map { file in
      version = file.version ?? version
      return version >= 2
    }
  }

  /// The events of each older file whose step is smaller than that of the event before.
  private static func backwardEvents(_ files: [EventFile], _ isVersion2: [Bool]) -> [Set<Int>] {
    var latest = Int64.min
    return files.indices.map { number in
      var result: Set<Int> = []
      var event = -1
      for value in files[number].values where value.event != event {
        event = value.event
        if !isVersion2[number] && value.step < latest { result.insert(event) }
        latest = value.step
      }
      return result
    }
  }
}
