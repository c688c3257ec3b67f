internal import RecurrentCore

/// Bases or words of bases through a bidirectional recurrent layer, to probabilities.
///
/// A32, A64, A128: windows of 101 bases, an LSTM of that many units, last states to one probability.
/// B: windows of 49 words of five bases, vectors of 100 numbers, a GRU of 50 units, last states to one
/// probability. C: 1000 bases, an LSTM of 64 units, a probability at each base.
struct ScanWorkload: Workload {
  static let names = ["A32", "A64", "A128", "B", "C"]

  let name: String
  let unit: String
  let length: Int
  /// Units of one window.
  let unitsPerWindow: Int
  let operationsPerUnit: Double
  let plan: InferencePlan
  private let steps: Steps
  let offsets: [Int]

  /// What stands at each place.
  private enum Steps {
    case bases([UInt8])
    case words([Int32])
  }

  /// - Returns: nil if there is no workload of that name.
  init?(_ name: String, isSmall: Bool) {
    let hidden: Int
    switch name {
    case "A32": hidden = 32
    case "A64", "C": hidden = 64
    case "A128": hidden = 128
    case "B": hidden = 50
    default: return nil
    }
    let isTagging = name == "C"
    let readsWords = name == "B"
    let length = isTagging ? 1000 : readsWords ? 49 : 101
    self.name = name
    self.length = length
    unit = isTagging ? "bases" : "windows"
    unitsPerWindow = isTagging ? length : 1
    let generator = RandomGenerator(seed: 1)
    if readsWords {
      // The products of vectors and input weights are looked up: not counted.
      operationsPerUnit = Double(length * 2 * 6 * hidden * hidden)
      plan = InferencePlan.tokenNetwork(
        tokens: Self.words, features: 100, hidden: hidden, generator: generator)
    } else {
      let steps = isTagging ? 1 : length
      operationsPerUnit = Double(steps * 2 * 8 * hidden * (hidden + 4) + (isTagging ? 256 : 0))
      plan = InferencePlan.taggingNetwork(
        hidden: hidden, everyStep: isTagging, generator: generator)
    }
    let windows = (isSmall ? 1 : isTagging ? 4 : 64) * plan.tileSize
    var inputs = RandomGenerator(seed: 2)
    func numbers<Number: FixedWidthInteger>(below bound: Int) -> [Number] {
      (0..<windows * length).map { _ in Number(inputs.next() % UInt64(bound)) }
    }
    steps = readsWords ? .words(numbers(below: Self.words)) : .bases(numbers(below: 4))
    offsets = (0..<windows).map { $0 * length }
  }

  /// Words of five bases.
  private static let words = 1 << 10

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
      run(Array(offsets[next..<end]), workspace, into: &output)
      windows += end - next
      next = end == last ? first : end
      elapsed = clock.now - start
    } while elapsed < duration
    return Double(windows * unitsPerWindow) / (elapsed / .seconds(1))
  }

  private func run(
    _ windows: [Int], _ workspace: InferenceWorkspace, into output: inout [Float]
  ) {
    switch steps {
    case .bases(let codes):
      plan.run(codes, windowsAt: windows, length: length, workspace, into: &output)
    case .words(let tokens):
      plan.run(tokens: tokens, windowsAt: windows, length: length, workspace, into: &output)
    }
  }
}
