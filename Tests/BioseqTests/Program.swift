import Foundation
import TestSupport

/// The built `bioseq`, run as a user runs it.
struct Program {
  /// What a run left behind.
  struct Outcome {
    let status: Int32
    let output: String
    let messages: String

    var lines: [String] { output.split(separator: "\n").map(String.init) }
    /// The messages that say what went wrong.
    var errors: [String] {
      messages.split(separator: "\n").map(String.init).filter { $0.hasPrefix("bioseq: error: ") }
    }
  }

  /// The program did not end in time.
  struct Hung: Error {
    let arguments: [String]
  }

  static let packageFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  /// Beside the test bundle, which the testing tool names in its arguments.
  static let path: String = {
    let bundle = CommandLine.arguments.first { $0.contains(".xctest") } ?? ""
    var folder = URL(fileURLWithPath: bundle)
    while folder.path.contains(".xctest") { folder.deleteLastPathComponent() }
    let beside = folder.appendingPathComponent("bioseq").path
    return FileManager.default.isExecutableFile(atPath: beside)
      ? beside : packageFolder + "/.build/debug/bioseq"
  }()

  static func reference(_ name: String) -> String { packageFolder + "/reference/" + name }

  private static let patience = DispatchTimeInterval.seconds(120)

  /// Runs to the end.
  static func run(
    _ arguments: String..., input: String? = nil, folder: TemporaryFolder
  ) throws -> Outcome {
    try run(arguments, input: input, folder: folder)
  }

  static func run(
    _ arguments: [String], input: String? = nil, folder: TemporaryFolder
  ) throws -> Outcome {
    let name = UUID().uuidString
    defer {
      for ending in [".in", ".out", ".err"] {
        try? FileManager.default.removeItem(atPath: folder.file(name + ending))
      }
    }
    let process = try start(
      arguments, input: folder.write(input ?? "", to: name + ".in"),
      output: folder.file(name + ".out"), messages: folder.file(name + ".err"))
    let status = try process.end(arguments)
    return Outcome(
      status: status, output: String(decoding: try folder.read(name + ".out"), as: UTF8.self),
      messages: String(decoding: try folder.read(name + ".err"), as: UTF8.self))
  }

  /// Runs with standard output on something that exists, a device or the end of a pipe.
  static func run(
    _ arguments: [String], output: FileHandle, folder: TemporaryFolder
  ) throws -> Outcome {
    let messages = try folder.write("", to: UUID().uuidString)
    let running = try Running(
      arguments, input: .nullDevice, output: output,
      messages: FileHandle(forWritingTo: URL(fileURLWithPath: messages)))
    let status = try running.end(arguments)
    return Outcome(
      status: status, output: "",
      messages: String(decoding: try bytes(at: messages), as: UTF8.self))
  }

  /// Starts a run whose standard streams are files.
  static func start(
    _ arguments: [String], input: String, output: String, messages: String
  ) throws -> Running {
    for path in [output, messages] {
      try Data().write(to: URL(fileURLWithPath: path))
    }
    return try Running(
      arguments, input: FileHandle(forReadingFrom: URL(fileURLWithPath: input)),
      output: FileHandle(forWritingTo: URL(fileURLWithPath: output)),
      messages: FileHandle(forWritingTo: URL(fileURLWithPath: messages)))
  }

  /// A run under way.
  final class Running {
    let process = Process()
    private let ended = DispatchSemaphore(value: 0)

    init(
      _ arguments: [String], input: FileHandle, output: FileHandle, messages: FileHandle,
      executable: String = Program.path
    ) throws {
      process.executableURL = URL(fileURLWithPath: executable)
      process.arguments = arguments
      var environment = ProcessInfo.processInfo.environment
      environment["BIOSEQ_MODELS"] = Program.packageFolder + "/models"
      process.environment = environment
      process.standardInput = input
      process.standardOutput = output
      process.standardError = messages
      process.terminationHandler = { [ended] _ in ended.signal() }
      try process.run()
    }

    /// Waits for the end and returns the status; a crash counts as the negative of its signal.
    func end(_ arguments: [String]) throws -> Int32 {
      guard ended.wait(timeout: .now() + Program.patience) == .success else {
        process.terminate()
        throw Hung(arguments: arguments)
      }
      let status = process.terminationStatus
      return process.terminationReason == .exit ? status : -status
    }
  }
}
