import Foundation
import ResultsExport
import Synchronization
import TestSupport
import Testing
import UserFacing

@testable import CommandSupport

@Suite struct CommandRunTests {
  // The testing library has one of its own.
  private typealias ExitStatus = UserFacing.ExitStatus

  private struct Failure: UserFacingError {
    let diagnosis = Diagnosis("wrong", at: "here", exitStatus: .badInputData)
  }

  private func run(
    _ arguments: [String] = [],
    _ body: @escaping @Sendable (CommandContext) async throws -> ExitStatus
  ) async throws -> (status: ExitStatus, lines: [String]) {
    let recorded = RecordedMessages()
    let options = try SharedOptions.parse(arguments)
    let diagnostics = Diagnostics(
      program: "bioseq", verbosity: options.messages.verbosity, stream: recorded.stream())
    let status = await CommandRun(program: "bioseq", options: options)
      .run(diagnostics: diagnostics, cleanUp: { _ in }, body)
    return (status, recorded.lines)
  }

  @Test func aRunEndsWithWhatItCost() async throws {
    let (status, lines) = try await run { _ in .success }
    #expect(status == .success)
    let pattern = /bioseq: version .*; real time \d+\.\d{3} s; CPU time .* s; peak memory .* GB/
    #expect(try lines.count == 1 && pattern.wholeMatch(in: lines[0]) != nil)
  }

  @Test func quietRunsSayNothing() async throws {
    #expect(try await run(["--quiet"]) { _ in .success }.lines.isEmpty)
  }

  @Test func someFailedInputsAreToldByTheStatus() async throws {
    #expect(try await run { _ in .someInputsFailed }.status == .someInputsFailed)
  }

  @Test func anErrorIsOneLineAndItsStatus() async throws {
    let (status, lines) = try await run { _ in throw Failure() }
    #expect(status == .badInputData)
    #expect(lines == ["bioseq: error: wrong: here"])
  }

  @Test func anUnforeseenErrorIsInternal() async throws {
    let (status, lines) = try await run { _ in throw CocoaError(.fileNoSuchFile) }
    #expect(status == .internalError)
    #expect(lines.count == 1 && lines[0].hasPrefix("bioseq: error: internal error:"))
  }

  @Test func aClosedPipeIsNoFailure() async throws {
    let (status, lines) = try await run { _ in throw ResultsExportError.brokenPipe(path: "-") }
    #expect(status == .success)
    #expect(lines.isEmpty)
  }

  @Test func aCancelledRunNeverSucceeds() async throws {
    for signal in [ExitStatus.interrupted, .terminated] {
      let returned = try await run { context in
        context.cancellation.cancel(with: signal)
        return .success
      }
      #expect(returned.status == signal)
      let thrown = try await run { context in
        context.cancellation.cancel(with: signal)
        try context.cancellation.check()
        return .success
      }
      #expect(thrown.status == signal)
      #expect(thrown.lines.isEmpty)
    }
  }

  @Test func workThatIsDoneWhenItsTimeIsUpIsDone() async throws {
    let done = try await run { context in
      context.cancellation.cancel(with: .timeLimitReached)
      return .someInputsFailed
    }
    #expect(done.status == .someInputsFailed)
    let cut = try await run { context in
      context.cancellation.cancel(with: .timeLimitReached)
      try context.cancellation.check()
      return .success
    }
    #expect(cut.status == .timeLimitReached)
  }

  @Test func aRunThatWouldPassItsMemoryIsEnded() async throws {
    let ended = try await run { context in
      context.limit(to: MemorySize(bytes: 1 << 20))
      for _ in 0..<2000 {
        try context.cancellation.check()
        try await Task.sleep(for: .milliseconds(5))
      }
      return .success
    }
    #expect(ended.status == .memoryLimitReached)
    #expect(ended.lines.count == 1 && ended.lines[0].contains("--max-memory gives (1M)"))
    let enough = try await run { context in
      context.limit(to: MemorySize(bytes: 1 << 40))
      try await Task.sleep(for: .milliseconds(200))
      try context.cancellation.check()
      return .success
    }
    #expect(enough.status == .success)
  }

  @Test func onlyARunThatEndsEarlyRemovesItsTemporaryFiles() async throws {
    let quiet = Diagnostics(program: "p", stream: RecordedMessages().stream())
    let run = CommandRun(program: "p", options: try SharedOptions.parse([]))
    for (status, expected) in [
      (ExitStatus.success, 0), (.someInputsFailed, 0), (.badInputData, 1), (.interrupted, 1),
    ] {
      var calls = 0
      _ = await run.run(diagnostics: quiet, cleanUp: { _ in calls += 1 }) { _ in status }
      #expect(calls == expected)
    }
  }

  @Test func aFailedRunLeavesTheFilesOfAnotherAlone() async throws {
    let folder = try TemporaryFolder()
    let other = try OutputFile(path: folder.file("other.txt"), replaceExisting: false)
    let quiet = Diagnostics(program: "p", stream: RecordedMessages().stream())
    let path = folder.file("mine.txt")
    let run = CommandRun(program: "p", options: try SharedOptions.parse([]))
    _ = await run.run(diagnostics: quiet) { _ in
      let mine = try OutputFile(path: path, replaceExisting: false)
      withExtendedLifetime(mine) {}
      return .badInputData
    }
    try other.commit()
    #expect(try folder.names() == ["other.txt"])
  }

  @Test func theFirstSignalDecidesTheStatus() {
    let flag = CancellationFlag()
    #expect(!flag.isCancelled && flag.exitStatus == nil)
    #expect(flag.cancel(with: .terminated))
    #expect(!flag.cancel(with: .interrupted))
    #expect(flag.exitStatus == .terminated)
  }

  @Test func theManifestTellsOfTheRun() async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("manifest.json")
    for status in [ExitStatus.success, .someInputsFailed] {
      let arguments = ["--manifest", path, "--force", "-@", "2", "--seed", "5"]
      _ = try await run(arguments) { context in
        context.record { $0.items.append(Manifest.Item(name: "chr1", read: 10)) }
        return status
      }
      let json = Data(try folder.read("manifest.json"))
      let manifest = try JSONDecoder().decode(Manifest.self, from: json)
      #expect(manifest.program == "bioseq" && manifest.version == Version.current)
      #expect(manifest.seed == 5 && manifest.threads == 2)
      #expect(manifest.items.map(\.name) == ["chr1"])
      #expect(manifest.exitStatus == status.rawValue)
      #expect((manifest.cost?.peakMemoryBytes ?? 0) > 0)
    }
  }

  @Test func aManifestThatCannotBeWrittenStopsTheRunAtItsStart() async throws {
    let (status, lines) = try await run(["--manifest", "/none/manifest.json"]) { _ in
      Issue.record("the body was run")
      return .success
    }
    #expect(status == .cannotCreateOutput)
    #expect(lines.count == 1)
  }
}
