import Foundation

/// Whether tests that measure are wanted: `CELLAR_BENCHMARK`.
let isBenchmark = ProcessInfo.processInfo.environment["CELLAR_BENCHMARK"] != nil
