private import Synchronization

/// A plan with working memory for any number of threads.
package final class InferenceEngine: Sendable {
  package let plan: InferencePlan
  /// Workspaces no call is using.
  private let idle = Mutex<[InferenceWorkspace]>([])

  package init(_ plan: InferencePlan) { self.plan = plan }

  /// The output for windows of `codes`, window by window, as `InferencePlan.run` gives it.
  ///
  /// - Parameter offsets: where each window begins in `codes`; a window's end is inside too.
  package func run(
    _ codes: [UInt8], windowsAt offsets: [Int], length: Int, reading: LetterReading = .plain
  ) -> [Float] {
    let workspace = idle.withLock { $0.popLast() } ?? InferenceWorkspace()
    defer { idle.withLock { $0.append(workspace) } }
    var output: [Float] = []
    plan.run(
      codes, windowsAt: offsets, length: length, reading: reading, workspace, into: &output)
    return output
  }
}
