import Foundation

/// Runs `Tests/Oracles/<script>` with the Python that holds the oracles.
enum PythonOracle {
  static var packageRoot: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
  }

  /// `CELLAR_PYTHON`, else `.venv/bin/python` in the package, nil with a printed reason where there is neither.
  static let python: String? = {
    let local = packageRoot.appending(path: ".venv/bin/python").path(percentEncoded: false)
    let path = ProcessInfo.processInfo.environment["CELLAR_PYTHON"] ?? local
    if FileManager.default.isExecutableFile(atPath: path) { return path }
    print("skipped: no Python at \(path); set CELLAR_PYTHON to one with h5py, xarray, h5netcdf, netCDF4 and pandas")
    return nil
  }()

  /// - Returns: Whether the script succeeded, and everything it printed.
  static func run(_ script: String, _ arguments: [String]) throws -> (succeeded: Bool, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: python ?? "/nonexistent")
    process.arguments = [packageRoot.appending(path: "Tests/Oracles/\(script)").path(percentEncoded: false)] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus == 0, String(decoding: output, as: UTF8.self))
  }
}
