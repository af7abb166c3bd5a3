import Core
import Dispatch
import Foundation

/// Shows how far a build is: one changing line on a terminal, a plain line every ten seconds in a log.
final class ProgressReporter {
  private let monitor: BuildMonitor
  private let console: Console
  private let timer: any DispatchSourceTimer
  private let state: ReporterState

  init(_ monitor: BuildMonitor, console: Console) {
    self.monitor = monitor
    self.console = console
    let state = ReporterState()
    self.state = state
    timer = DispatchSource.makeTimerSource(queue: state.queue)
    let interval = console.isTerminal ? 0.2 : 10.0
    timer.schedule(deadline: .now() + interval, repeating: interval)
    timer.setEventHandler { state.show(monitor, console) }
    timer.resume()
  }

  /// Clears the line; called twice does nothing more.
  func stop() {
    timer.cancel()
    state.queue.sync { state.clear(console) }
  }
}

/// What the timer remembers from one line to the next; touched on its queue only.
private final class ReporterState: @unchecked Sendable {
  let queue = DispatchQueue(label: "progress")
  private var phase: BuildMonitor.Phase?
  private var phaseStart = ContinuousClock.now
  private var isShown = false

  func show(_ monitor: BuildMonitor, _ console: Console) {
    let now = ContinuousClock.now
    if monitor.phase != phase {
      phase = monitor.phase
      phaseStart = now
    }
    let elapsed =
      Double((now - phaseStart).components.seconds) + Double((now - phaseStart).components.attoseconds) / 1e18
    let line = ProgressLine.text(
      phase: monitor.phase, completed: monitor.completed, total: monitor.total, bytes: monitor.bytes, seconds: elapsed)
    if console.isTerminal {
      console.showProgress("\r\u{1B}[K\(line)")
      isShown = true
    } else {
      console.printError(line)
    }
  }

  func clear(_ console: Console) {
    if isShown { console.showProgress("\r\u{1B}[K") }
    isShown = false
  }
}

/// The words of a progress line.
enum ProgressLine {
  static func text(phase: BuildMonitor.Phase, completed: Int, total: Int, bytes: Int, seconds: Double) -> String {
    guard total > 0 else { return "\(phase.title) …" }
    let share = min(100 * completed / total, 100)
    var line = "\(phase.title) \(completed)/\(total) (\(share) %)"
    guard seconds > 0, completed > 0 else { return line }
    let rate = Double(completed) / seconds
    if phase == .reading { line += ", \(Int(rate)) runs/s, \(Int(Double(bytes) / seconds / 1e6)) MB/s" }
    let left = Int((Double(total - completed) / rate).rounded(.up))
    return line + ", \(left / 60):\(left % 60 < 10 ? "0" : "")\(left % 60) left"
  }
}

extension BuildMonitor.Phase {
  var title: String {
    switch self {
    case .listing: "listing"
    case .reading: "reading"
    case .deriving: "deriving"
    case .writing: "writing"
    case .verifying: "verifying"
    case .done: "done"
    }
  }
}
