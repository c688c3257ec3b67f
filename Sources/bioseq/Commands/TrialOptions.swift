internal import ArgumentParser

/// A search of hyper-parameters before the training proper.
struct TrialOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Short trainings with random hyper-parameters; the best on the validation set are used.",
      discussion: """
        Searched are the learning rate (5e-4 to 2e-2), weight decay (none, or 1e-4 to 3e-2), dropout (0 \
        to 0.5), the first convolution (24, 32, 48, 64 or 96 filters of 11, 15, 19, 23 or 27 bases) and \
        the recurrent layers' units (16, 24, 32, 48 or 64), as far as the architecture has them. The \
        first trial is the options as given. Validation figures flatter after a search.
        """, valueName: "n"))
  var trials: Int?

  @Option(
    help: ArgumentHelp(
      "Passes over the examples of a trial. (default: a quarter of --epochs)", valueName: "n"))
  var trialEpochs: Int?

  @Option(
    help: ArgumentHelp("Write the trials as a table (TSV).", valueName: "file"),
    completion: .file())
  var trialsTable: String?

  mutating func validate() throws {
    guard trials.map({ 1...1000 ~= $0 }) ?? true, trialEpochs.map({ $0 > 0 }) ?? true else {
      throw ValidationError("--trials lies between 1 and 1000, --trial-epochs is at least 1")
    }
    guard trials != nil || (trialEpochs == nil && trialsTable == nil) else {
      throw ValidationError("--trial-epochs and --trials-table need --trials")
    }
  }

  /// Of a trial, for a training of that many epochs.
  func epochs(of whole: Int) -> Int { trialEpochs ?? max(1, whole / 4) }
}
