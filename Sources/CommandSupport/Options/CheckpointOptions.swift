package import ArgumentParser
internal import FoundationEssentials
internal import ResultsExport

/// Where the state of training is saved, and whether to go on from it.
package struct CheckpointOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Save the state of training here after each epoch.", valueName: "file"),
    completion: .file())
  package var checkpoint: String?

  @Flag(help: "Go on from the checkpoint if there is one.")
  package var resume = false

  package init() {}

  package mutating func validate() throws {
    if resume, checkpoint == nil { throw ValidationError("--resume needs --checkpoint") }
  }

  /// Whether there is a state to go on from.
  package var isResumed: Bool {
    resume && checkpoint.map(FileManager.default.fileExists(atPath:)) ?? false
  }

  /// - Parameter replaceExisting: whether the state of an earlier training, which `--resume` would go on
  ///   from, may be lost.
  /// - Throws: `ResultsExportError` where the state could not be saved.
  package func checkWritable(replaceExisting: Bool) throws {
    guard let checkpoint else { return }
    try OutputFile.checkWritable(checkpoint, replaceExisting: replaceExisting || resume)
  }
}
