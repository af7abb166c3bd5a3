import Foundation
import TestSupport

/// The command, built beside the tests.
enum CellarProgram {
  /// Nil, with a printed reason, where it was not built.
  static let path: String? = {
    let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    let candidates = [tests, packageRoot.appending(path: ".build/release")].map { $0.appending(path: "cellar").path }
    if let found = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) { return found }
    print("skipped: no command at \(candidates.joined(separator: " or "))")
    return nil
  }()
}
