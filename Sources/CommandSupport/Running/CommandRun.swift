internal import ArgumentParser
internal import FoundationEssentials
internal import RecurrentCore
internal import ResultsExport
package import UserFacing

/// Runs a command's body and turns whatever comes of it into messages and an exit status.
package struct CommandRun: Sendable {
  package let program: String
  package let options: SharedOptions
  /// What is read and written, but for the manifest.
  package let files: RunFiles
  /// Whether the last message says what the run cost.
  package let isSummarised: Bool

  package init(
    program: String, options: SharedOptions, files: RunFiles = RunFiles(),
    isSummarised: Bool = true
  ) {
    self.program = program
    self.options = options
    self.files = files
    self.isSummarised = isSummarised
  }

  /// Runs the body; returns on success only.
  ///
  /// - Throws: `ExitCode`, after a message. Statuses: the error's own, 70 for an error no one
  ///   foresaw, 130 or 143 after a signal whatever the body returned; a reader that closed the pipe
  ///   counts as success.
  package func callAsFunction(
    _ body: @escaping @Sendable (CommandContext) async throws -> ExitStatus
  ) async throws {
    let status = await run(diagnostics: diagnostics, body)
    if status != .success { throw ExitCode(status.rawValue) }
  }

  private var diagnostics: Diagnostics {
    Diagnostics(
      program: program, format: options.messages.logFormat,
      verbosity: options.messages.verbosity)
  }

  /// - Parameter cleanUp: called when the run fails or is cancelled, with the owner of its files.
  func run(
    diagnostics: Diagnostics,
    cleanUp: (TemporaryFiles.Owner) -> Void = TemporaryFiles.removeAll(of:),
    _ body: @escaping @Sendable (CommandContext) async throws -> ExitStatus
  ) async -> ExitStatus {
    let start = ContinuousClock.now
    reserveStandardStreams()
    if let problem = problemOfFiles() {
      diagnostics.error(problem)
      return problem.diagnosis.exitStatus
    }
    let flag = CancellationFlag()
    let context = CommandContext(
      diagnostics: diagnostics, cancellation: flag, threadCount: options.threadCount,
      manifest: newManifest())
    let owner = TemporaryFiles.newOwner()
    let task = TemporaryFiles.$owner.withValue(owner) { Task { try await body(context) } }
    let watcher = SignalWatcher(
      flag: flag, checkpoints: context.checkpoints, diagnostics: diagnostics
    ) { task.cancel() }
    let result = await task.result
    withExtendedLifetime(watcher) {}

    var status = self.status(of: result, cancelled: flag.exitStatus, diagnostics: diagnostics)
    diagnostics.stream.setStatus("")
    if status != .success && status != .someInputsFailed { cleanUp(owner) }
    let summary = RunSummary(since: start)
    if !isInput(options.manifest, by: result) {
      status = writeManifest(context, summary: summary, status: status)
    }
    if isSummarised, isComplete(result, status) { diagnostics.note(summary.line) }
    return status
  }

  /// Why files cannot be written as asked: told before hours of work, not after them.
  private func problemOfFiles() -> (any UserFacingError)? {
    do {
      try files.writing(options.manifest).check()
      if let path = options.manifest {
        try Manifest.checkWritable(path, replaceExisting: options.force)
      }
      return nil
    } catch {
      return error as? any UserFacingError
    }
  }

  private func status(
    of result: Result<ExitStatus, any Error>, cancelled: ExitStatus?, diagnostics: Diagnostics
  ) -> ExitStatus {
    switch result {
    case .success(let status):
      // Work that was done when its time was up is done; a signal is told of whatever came of it.
      if cancelled == .timeLimitReached || cancelled == .memoryLimitReached { return status }
      return cancelled ?? status
    case .failure(let error):
      // After a request to stop, whatever the pipeline tripped over is a consequence of it.
      if let cancelled { return cancelled }
      if case ResultsExportError.brokenPipe = error { return .success }
      guard let error = error as? any UserFacingError else {
        diagnostics.error("internal error: \(error)")
        return .internalError
      }
      diagnostics.error(error)
      return error.diagnosis.exitStatus
    }
  }

  /// Whether the body found that the manifest would replace a file it reads.
  private func isInput(_ manifest: String?, by result: Result<ExitStatus, any Error>) -> Bool {
    guard case .failure(let error) = result,
      case CommandSupportError.outputIsInput(let output, _) = error
    else { return false }
    return output == manifest
  }

  /// Whether the body ran to its end, so that its cost means something.
  private func isComplete(_ result: Result<ExitStatus, any Error>, _ status: ExitStatus) -> Bool {
    guard case .success = result else { return false }
    return status == .success || status == .someInputsFailed
  }

  private func newManifest() -> Manifest {
    var manifest = Manifest(
      program: program, version: Version.current, commandLine: CommandLine.arguments)
    manifest.seed = options.seed
    manifest.threads = options.threadCount
    manifest.instructionSet = InstructionSet.current.rawValue
    manifest.started = Date.now.formatted(.iso8601)
    return manifest
  }

  /// Writes the manifest if one was asked for; a failure to do so is a failure of the run.
  private func writeManifest(
    _ context: CommandContext, summary: RunSummary, status: ExitStatus
  ) -> ExitStatus {
    guard let path = options.manifest else { return status }
    var manifest = context.manifest
    manifest.cost = Manifest.Cost(
      wallSeconds: summary.wallSeconds, processorSeconds: summary.processorSeconds,
      peakMemoryBytes: summary.peakMemoryBytes)
    let units = manifest.items.reduce(0) { $0 + $1.read }
    if units > 0, summary.wallSeconds > 0 {
      manifest.cost?.unitsPerSecond = Double(units) / summary.wallSeconds
    }
    manifest.exitStatus = status.rawValue
    do {
      if status == .success || status == .someInputsFailed {
        manifest.results = try results(manifest.outputs)
      }
      try manifest.write(to: path, replaceExisting: options.force)
      return status
    } catch {
      let error = error as? any UserFacingError
      error.map { context.diagnostics.error($0) }
      return status == .success ? error?.diagnosis.exitStatus ?? .internalError : status
    }
  }

  /// The outputs that are files, as they are now.
  private func results(_ outputs: [String]) throws -> [Manifest.Result] {
    try outputs.compactMap { path in
      guard !path.hasPrefix("/dev/"), let stamp = FileSystem.stamp(path) else { return nil }
      return Manifest.Result(
        path: path, bytes: stamp.bytes, sha256: try SHA256.hexadecimal(ofFile: path))
    }
  }
}
