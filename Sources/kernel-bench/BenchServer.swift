internal import Glibc
internal import RecurrentCore

/// Answers requests `WORKLOAD BATCH SECONDS VARIANT`, one a line, until the input ends.
struct BenchServer {
  let threads: Int

  func run() async {
    var workloads: [String: any Workload] = [:]
    while let line = readLine() {
      let fields = line.split(separator: " ").map(String.init)
      guard let name = fields.first else { continue }
      let seconds = fields.count > 2 ? Double(fields[2]) ?? 0.25 : 0.25
      if let workload = workloads[name] ?? Workloads.make(name) {
        workloads[name] = workload
        let rate = await workload.rate(threads: threads, for: .seconds(seconds))
        print("{\"rate\": \(rate)}")
      } else {
        print("{\"error\": \"no workload of that name\"}")
      }
      fflush(nil)
    }
  }
}
