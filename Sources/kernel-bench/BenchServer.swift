internal import Glibc
internal import RecurrentCore

/// Answers requests, one a line, until the input ends; scripts/benchmark and scripts/count-instructions ask.
///
/// `WORKLOAD BATCH SECONDS VARIANT`: the rate over about that long, of the least piece of work for 0
/// seconds. The workload `peak` is the processor's multiply-add peak. `describe WORKLOAD`: what a unit is.
struct BenchServer {
  let threads: Int
  /// Whether workloads work in the least pieces there are.
  var isSmall = false

  func run() async {
    var workloads: [String: any Workload] = [:]
    while let line = readLine() {
      let fields = line.split(separator: " ").map(String.init)
      guard let first = fields.first else { continue }
      let isDescription = first == "describe" && fields.count > 1
      let name = isDescription ? fields[1] : first
      let seconds = fields.count > 2 ? Double(fields[2]) ?? 0.25 : 0.25
      if name == "peak" {
        answer("\"rate\": \(await Measurement.peak(threads: threads, for: .seconds(seconds)))")
      } else if let workload = workloads[name] ?? Workloads.make(name, isSmall: isSmall) {
        workloads[name] = workload
        if isDescription {
          describe(workload)
        } else {
          let rate = await workload.rate(threads: threads, for: .seconds(seconds))
          answer("\"rate\": \(rate)")
        }
      } else {
        answer("\"error\": \"no workload of that name\"")
      }
    }
  }

  private func describe(_ workload: any Workload) {
    answer(
      "\"unit\": \"\(workload.unit)\", \"operations\": \(workload.operationsPerUnit), "
        + "\"instruction_set\": \"\(InstructionSet.current.rawValue)\"")
  }

  private func answer(_ fields: String) {
    print("{\(fields)}")
    fflush(nil)
  }
}
