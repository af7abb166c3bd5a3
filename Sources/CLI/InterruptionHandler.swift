import Core
import Dispatch
import Foundation

/// Turns Ctrl-C and `kill` into a request to stop, so that the temporary directory is removed and the lock given up.
final class InterruptionHandler {
  private let sources: [any DispatchSourceSignal]

  init(_ monitor: BuildMonitor) {
    let queue = DispatchQueue(label: "interruption")
    sources = [SIGINT, SIGTERM, SIGHUP].map { signal in
      Foundation.signal(signal, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: signal, queue: queue)
      source.setEventHandler { monitor.interrupt() }
      source.resume()
      return source
    }
  }

  func stop() {
    for source in sources { source.cancel() }
  }
}
