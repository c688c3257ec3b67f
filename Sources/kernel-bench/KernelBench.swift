internal import ArgumentParser
internal import RecurrentCore

@main
struct KernelBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kernel-bench", abstract: "Measure the recurrent kernels on this machine.")

  func run() { print("instruction set: \(InstructionSet.current.rawValue)") }
}
