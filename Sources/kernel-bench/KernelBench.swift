internal import ArgumentParser
internal import RecurrentCore

@main
struct KernelBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kernel-bench",
    abstract: "Measure the recurrent kernels on this machine.",
    discussion: """
      Medians over repetitions, each with the fused multiply-add peak measured beside it. With \
      --serve, reads lines WORKLOAD BATCH SECONDS VARIANT and answers {"rate": units a second}. With \
      --read, measures how fast a file of sequences is read.
      """)

  @Option(name: .long, help: "Threads to run on.")
  var threads = 1

  @Option(name: .long, help: "Workloads to measure, of \(Workloads.names.joined(separator: ", ")).")
  var workload: [String] = Workloads.names

  @Option(name: .long, help: "Repetitions, at least 7.")
  var repetitions = 9

  @Option(name: .long, help: "Seconds of one repetition.")
  var seconds = 0.25

  @Flag(name: .long, help: "Write one JSON object a line.")
  var json = false

  @Flag(name: .long, help: "Answer requests from standard input.")
  var serve = false

  @Flag(name: .long, help: "Serve the least pieces of work, for counting instructions.")
  var small = false

  @Option(
    name: .long, help: "Read a sequence file and do nothing else.", completion: .file())
  var read: String?

  func validate() throws {
    if let problem = InstructionSet.requestProblem { throw ValidationError(problem) }
    guard threads > 0 else { throw ValidationError("--threads \(threads): give at least 1.") }
    guard repetitions >= 7 else {
      throw ValidationError("--repetitions \(repetitions): give at least 7.")
    }
    guard seconds > 0 else { throw ValidationError("--seconds \(seconds): give more than 0.") }
    for name in workload where !Workloads.names.contains(name) {
      throw ValidationError(
        "--workload \(name): give one of \(Workloads.names.joined(separator: ", ")).")
    }
  }

  func run() async throws {
    if let read {
      print("#bases\tbases/s\tbases/s of processor time")
      for _ in 0..<repetitions { print(try ReadingMeasurement(path: read).row) }
      return
    }
    if serve {
      await BenchServer(threads: threads, isSmall: small).run()
      return
    }
    if !json {
      print("# instruction set \(InstructionSet.current.rawValue), \(threads) threads")
      print("#workload\tmedian\tunit\tGFLOP/s\tshare_of_peak\tpeak_GFLOP/s\tmin\tmax")
    }
    for name in workload {
      guard let workload = Workloads.make(name) else { continue }
      let measurement = await Measurement(
        workload, threads: threads, repetitions: repetitions, duration: .seconds(seconds))
      print(json ? measurement.json : measurement.row)
    }
  }
}
