import Foundation
import Glibc
import TestSupport

/// A German locale, built for the test, since images seldom have one installed.
@safe
final class CommaLocale {
  private let directory = TemporaryDirectory()
  private let locale: locale_t

  /// Nil if the system cannot build one.
  init?() {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/localedef")
    process.arguments = ["-i", "de_DE", "-f", "UTF-8", directory.path + "/de_DE.UTF-8"]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    process.waitUntilExit()
    _ = unsafe setenv("LOCPATH", directory.path, 1)
    defer { _ = unsafe unsetenv("LOCPATH") }
    guard let locale = unsafe newlocale(1 << LC_NUMERIC, "de_DE.UTF-8", nil as locale_t?) else { return nil }
    unsafe self.locale = locale
  }

  deinit {
    unsafe freelocale(locale)
  }

  /// Calls `body` with the locale set for this thread alone.
  func use<Result>(_ body: () -> Result) -> Result {
    let previous = unsafe uselocale(locale)
    defer { _ = unsafe uselocale(previous) }
    return body()
  }
}
