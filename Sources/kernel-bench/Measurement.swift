internal import RecurrentCore

/// The rate of one workload and the machine's peak beside it.
struct Measurement: Sendable {
  let workload: any Workload
  let threads: Int
  /// Units a second, ascending.
  let rates: [Double]
  /// Floating-point operations a second of all threads, ascending.
  let peaks: [Double]
  /// Operations a second over the peak measured just before, ascending.
  let shares: [Double]

  init(_ workload: any Workload, threads: Int, repetitions: Int, duration: Duration) async {
    self.workload = workload
    self.threads = threads
    _ = await workload.rate(threads: threads, for: duration / 5)
    var rates: [Double] = []
    var peaks: [Double] = []
    var shares: [Double] = []
    for _ in 0..<repetitions {
      let peak = await Self.peak(threads: threads, for: duration / 5)
      let rate = await workload.rate(threads: threads, for: duration)
      rates.append(rate)
      peaks.append(peak)
      shares.append(rate * workload.operationsPerUnit / peak)
    }
    self.rates = rates.sorted()
    self.peaks = peaks.sorted()
    self.shares = shares.sorted()
  }

  /// The multiply-add peak of that many threads, in floating-point operations a second.
  static func peak(threads: Int, for duration: Duration) async -> Double {
    await withTaskGroup(of: Double.self) { group in
      for _ in 0..<threads {
        group.addTask { InferencePlan.measurePeak(for: duration) }
      }
      return await group.reduce(0, +)
    }
  }

  private var rate: Double { median(rates) }
  private var operations: Double { rate * workload.operationsPerUnit }

  var row: String {
    let numbers = [operations / 1e9, median(shares), median(peaks) / 1e9, rates[0]]
    return
      ([workload.name, rounded(rate), workload.unit + "/s"] + numbers.map(rounded)
      + [rounded(rates.last ?? 0)]).joined(separator: "\t")
  }

  var json: String {
    """
    {"workload": "\(workload.name)", "threads": \(threads), "unit": "\(workload.unit)/s", \
    "median": \(rounded(rate)), "min": \(rounded(rates[0])), "max": \(rounded(rates.last ?? 0)), \
    "gflops": \(rounded(operations / 1e9)), "share_of_peak": \(rounded(median(shares))), \
    "peak_gflops": \(rounded(median(peaks) / 1e9)), "repetitions": \(rates.count), \
    "instruction_set": "\(InstructionSet.current.rawValue)"}
    """
  }

  private func median(_ sorted: [Double]) -> Double {
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  private func rounded(_ value: Double) -> String {
    value >= 1000
      ? String(Int(value.rounded())) : String((value * 1000).rounded() / 1000)
  }
}
