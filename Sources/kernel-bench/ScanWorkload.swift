internal import RecurrentCore

/// Bases through a bidirectional LSTM, read as codes.
///
/// A32, A64, A128: windows of 101 bases, that many units, last states to one probability. C: 1000
/// bases, a probability at each.
struct ScanWorkload: Workload {
  static let names = ["A32", "A64", "A128", "C"]

  let name: String
  let unit: String
  let length: Int
  /// Units of one window.
  let unitsPerWindow: Int
  let operationsPerUnit: Double
  let plan: InferencePlan
  let codes: [UInt8]
  let offsets: [Int]

  /// - Returns: nil if there is no workload of that name.
  init?(_ name: String) {
    let hidden: Int
    switch name {
    case "A32": hidden = 32
    case "A64", "C": hidden = 64
    case "A128": hidden = 128
    default: return nil
    }
    let isTagging = name == "C"
    let length = isTagging ? 1000 : 101
    self.name = name
    self.length = length
    unit = isTagging ? "bases" : "windows"
    unitsPerWindow = isTagging ? length : 1
    let steps = isTagging ? 1 : length
    operationsPerUnit = Double(steps * 2 * 8 * hidden * (hidden + 4) + (isTagging ? 256 : 0))
    plan = InferencePlan.taggingNetwork(
      hidden: hidden, everyStep: isTagging, generator: RandomGenerator(seed: 1))
    var generator = RandomGenerator(seed: 2)
    let windows = isTagging ? 4 * plan.tileSize : 64 * plan.tileSize
    codes = (0..<windows * length).map { _ in UInt8(generator.next() % 4) }
    offsets = (0..<windows).map { $0 * length }
  }

  func rate(threads: Int, for duration: Duration) async -> Double {
    await withTaskGroup(of: Double.self) { group in
      for thread in 0..<threads {
        group.addTask { rateOfOneThread(thread, of: threads, for: duration) }
      }
      return await group.reduce(0, +)
    }
  }

  private func rateOfOneThread(
    _ thread: Int, of threads: Int, for duration: Duration
  ) -> Double {
    let tiles = offsets.count / plan.tileSize
    let first = tiles * thread / threads * plan.tileSize
    let last = max(first + plan.tileSize, tiles * (thread + 1) / threads * plan.tileSize)
    let workspace = InferenceWorkspace()
    var output: [Float] = []
    var windows = 0
    var next = first
    let clock = ContinuousClock()
    let start = clock.now
    var elapsed = Duration.zero
    repeat {
      let end = min(next + 8 * plan.tileSize, last)
      plan.run(
        codes, windowsAt: Array(offsets[next..<end]), length: length, workspace, into: &output)
      windows += end - next
      next = end == last ? first : end
      elapsed = clock.now - start
    } while elapsed < duration
    return Double(windows * unitsPerWindow) / (elapsed / .seconds(1))
  }
}
