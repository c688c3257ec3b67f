package import ArgumentParser
package import ResultsExport
package import UserFacing

/// Whether a run is summed up for MultiQC.
package struct MultiQCOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write a summary that MultiQC finds, if the name ends in _mqc.json.", valueName: "file"),
    completion: .file())
  package var multiqc: String?

  package init() {}

  package mutating func validate() throws {
    guard multiqc?.hasSuffix("_mqc.json") ?? true else {
      throw ValidationError(
        "MultiQC looks for names that end in _mqc.json; give --multiqc such a one")
    }
  }

  /// Runs a command's body, and sums up what it recorded where that was asked for.
  ///
  /// - Throws: what the body throws; before it, where the summary could not be written, and after.
  package func around(
    _ section: (Manifest) -> MultiQCSection, _ context: CommandContext, replaceExisting: Bool,
    _ body: () async throws -> ExitStatus
  ) async throws -> ExitStatus {
    if let multiqc { try OutputFile.checkWritable(multiqc, replaceExisting: replaceExisting) }
    let status = try await body()
    if let multiqc, status == .success || status == .someInputsFailed {
      try section(context.manifest).write(to: multiqc, replaceExisting: replaceExisting)
      context.record { $0.outputs.append(multiqc) }
    }
    return status
  }
}
