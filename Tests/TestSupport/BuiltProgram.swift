import Dispatch
import Foundation

/// A built program, run as a user runs it.
package struct BuiltProgram: Sendable {
  package let name: String

  package init(name: String) { self.name = name }

  /// What a run left behind.
  package struct Outcome: Sendable {
    package let status: Int32
    package let output: String
    package let messages: String
    fileprivate let program: String

    package var lines: [String] { output.split(separator: "\n").map(String.init) }

    /// The messages that say what went wrong.
    package var errors: [String] { messages(of: "error") }

    package var warnings: [String] { messages(of: "warning") }

    private func messages(of level: String) -> [String] {
      messages.split(separator: "\n").map(String.init).filter {
        $0.hasPrefix("\(program): \(level): ")
      }
    }
  }

  /// The program did not end in time.
  package struct Hung: Error {
    let arguments: [String]
  }

  package var packageFolder: String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
  }

  /// Beside the test bundle, which the testing tool names in its arguments.
  package var path: String {
    let bundle = CommandLine.arguments.first { $0.contains(".xctest") } ?? ""
    var folder = URL(fileURLWithPath: bundle)
    while folder.path.contains(".xctest") { folder.deleteLastPathComponent() }
    let beside = folder.appendingPathComponent(name).path
    return FileManager.default.isExecutableFile(atPath: beside)
      ? beside : packageFolder + "/.build/debug/" + name
  }

  package func reference(_ name: String) -> String { packageFolder + "/reference/" + name }

  private static let patience = DispatchTimeInterval.seconds(120)

  /// Runs to the end.
  package func run(
    _ arguments: String..., input: String? = nil, folder: TemporaryFolder
  ) throws -> Outcome {
    try run(arguments, input: input, folder: folder)
  }

  package func run(
    _ arguments: [String], input: String? = nil, folder: TemporaryFolder
  ) throws -> Outcome {
    let unique = UUID().uuidString
    defer {
      for ending in [".in", ".out", ".err"] {
        try? FileManager.default.removeItem(atPath: folder.file(unique + ending))
      }
    }
    let running = try start(
      arguments, input: folder.write(input ?? "", to: unique + ".in"),
      output: folder.file(unique + ".out"), messages: folder.file(unique + ".err"))
    let status = try running.end(arguments)
    return Outcome(
      status: status, output: String(decoding: try folder.read(unique + ".out"), as: UTF8.self),
      messages: String(decoding: try folder.read(unique + ".err"), as: UTF8.self), program: name)
  }

  /// Runs with standard output on something that exists, a device or the end of a pipe.
  package func run(
    _ arguments: [String], output: FileHandle, folder: TemporaryFolder
  ) throws -> Outcome {
    let messages = try folder.write("", to: UUID().uuidString)
    let running = try Running(
      arguments, input: .nullDevice, output: output,
      messages: FileHandle(forWritingTo: URL(fileURLWithPath: messages)), executable: path,
      modelsFolder: packageFolder + "/models")
    let status = try running.end(arguments)
    return Outcome(
      status: status, output: "",
      messages: String(decoding: try bytes(at: messages), as: UTF8.self), program: name)
  }

  /// Starts a run whose standard streams are files.
  package func start(
    _ arguments: [String], input: String, output: String, messages: String
  ) throws -> Running {
    for path in [output, messages] {
      try Data().write(to: URL(fileURLWithPath: path))
    }
    return try Running(
      arguments, input: FileHandle(forReadingFrom: URL(fileURLWithPath: input)),
      output: FileHandle(forWritingTo: URL(fileURLWithPath: output)),
      messages: FileHandle(forWritingTo: URL(fileURLWithPath: messages)),
      executable: path, modelsFolder: packageFolder + "/models")
  }

  /// A run under way.
  package final class Running {
    package let process = Process()
    private let ended = DispatchSemaphore(value: 0)

    package init(
      _ arguments: [String], input: FileHandle, output: FileHandle, messages: FileHandle,
      executable: String, modelsFolder: String? = nil
    ) throws {
      process.executableURL = URL(fileURLWithPath: executable)
      process.arguments = arguments
      if let modelsFolder {
        var environment = ProcessInfo.processInfo.environment
        environment["BIOSEQ_MODELS"] = modelsFolder
        environment["COLUMNS"] = "80"
        process.environment = environment
      }
      process.standardInput = input
      process.standardOutput = output
      process.standardError = messages
      process.terminationHandler = { [ended] _ in ended.signal() }
      try process.run()
    }

    /// Waits for the end and returns the status; a crash counts as the negative of its signal.
    package func end(_ arguments: [String]) throws -> Int32 {
      guard ended.wait(timeout: .now() + BuiltProgram.patience) == .success else {
        process.terminate()
        throw Hung(arguments: arguments)
      }
      let status = process.terminationStatus
      return process.terminationReason == .exit ? status : -status
    }
  }
}
