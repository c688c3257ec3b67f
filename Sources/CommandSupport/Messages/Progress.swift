internal import ResultsExport
internal import Synchronization

/// How far a run is: a bar on a terminal, else a line per tenth of the work, at most one a second;
/// silent with `--quiet`.
///
/// Any thread may call `advance`.
package final class Progress: Sendable {
  private struct State {
    var lastDrawn: Duration?
    var reportedTenths = 0
    var lastLine: Duration = .zero
    var isFinished = false
  }

  private let total: Int64?
  private let quantity: Quantity
  private let diagnostics: Diagnostics
  /// Time since the start.
  private let elapsed: @Sendable () -> Duration
  private let done = Atomic<Int64>(0)
  private let state = Mutex(State())

  /// Redraws at most ten times a second.
  private static let redrawInterval = Duration.milliseconds(100)
  /// Tenths that pass faster share a line.
  private static let leastLineInterval = Duration.seconds(1)
  /// How often work of unknown size is reported on a line.
  private static let lineInterval = Duration.seconds(30)

  /// - Parameter total: the work to do, in units of `quantity`; nil when it cannot be known.
  package convenience init(total: Int64?, quantity: Quantity, diagnostics: Diagnostics) {
    let start = ContinuousClock.now
    self.init(total: total, quantity: quantity, diagnostics: diagnostics) {
      ContinuousClock.now - start
    }
  }

  init(
    total: Int64?, quantity: Quantity, diagnostics: Diagnostics,
    elapsed: @escaping @Sendable () -> Duration
  ) {
    self.total = total.map { max($0, 1) }
    self.quantity = quantity
    self.diagnostics = diagnostics
    self.elapsed = elapsed
  }

  /// Work done so far.
  package var completed: Int64 { done.load(ordering: .relaxed) }

  /// Adds work done.
  package func advance(by amount: Int64) {
    let count = done.add(amount, ordering: .relaxed).newValue
    guard diagnostics.verbosity > .quiet else { return }
    let time = elapsed()
    // A thread that finds another one drawing has nothing to add.
    state.withLockIfAvailable { state in
      guard !state.isFinished else { return }
      if diagnostics.stream.isTerminal && diagnostics.format == .text {
        if let last = state.lastDrawn, time - last < Self.redrawInterval { return }
        state.lastDrawn = time
        diagnostics.stream.setStatus(bar(count: count, after: time))
      } else {
        reportLine(count: count, after: time, state: &state)
      }
    }
  }

  /// Removes the bar; later calls of `advance` draw nothing.
  package func finish() {
    state.withLock { $0.isFinished = true }
    diagnostics.stream.setStatus("")
  }

  private func reportLine(count: Int64, after time: Duration, state: inout State) {
    if let total {
      let tenths = Int(min(count, total) * 10 / total)
      guard tenths > state.reportedTenths, time - state.lastLine >= Self.leastLineInterval else {
        return
      }
      state.reportedTenths = tenths
    } else {
      guard time - state.lastLine >= Self.lineInterval else { return }
    }
    state.lastLine = time
    let parts = parts(count: count, after: time)
    diagnostics.write(level: "progress", text: parts.joined(separator: ", ")) { object in
      object.append(",\"done\":")
      object.append(count)
      if let total {
        object.append(",\"total\":")
        object.append(total)
      }
      object.append(",\"seconds\":")
      object.append(time.inSeconds)
    }
  }

  private func bar(count: Int64, after time: Duration) -> String {
    let text = parts(count: count, after: time).joined(separator: "  ")
    guard let total else { return "\(diagnostics.program): \(text)" }
    let width = 24
    let filled = Int(min(Double(count) / Double(total), 1) * Double(width))
    let drawn =
      String(repeating: "=", count: filled) + String(repeating: " ", count: width - filled)
    return "[\(drawn)] \(text)"
  }

  /// Share, amount, rate and time left, as far as they are known.
  private func parts(count: Int64, after time: Duration) -> [String] {
    var parts: [String] = []
    let amount = quantity.text(Double(count))
    if let total {
      parts.append("\(min(count, total) * 100 / total) %")
      parts.append("\(amount) of \(quantity.text(Double(total)))")
    } else {
      parts.append(amount)
    }
    let seconds = time.inSeconds
    guard seconds > 0, count > 0 else { return parts }
    let rate = Double(count) / seconds
    parts.append("\(quantity.text(rate))/s")
    if let total, count < total {
      parts.append("\(Duration.seconds(Double(total - count) / rate).clockText) left")
    }
    return parts
  }
}
