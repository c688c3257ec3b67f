internal import CommandSupport
internal import RecurrentCore

extension NewModelOptions {
  /// Where a model made by this process comes from: a table of labels and recordings.
  func provenance(
    reference: ModelProvenance.Source, recordings: ModelProvenance.Source, program: String,
    seed: UInt64
  ) -> ModelProvenance {
    ModelProvenance(
      licence: licence, sources: [reference, recordings],
      trainingCommand: CommandText.portable(program: program), seed: seed)
  }
}
