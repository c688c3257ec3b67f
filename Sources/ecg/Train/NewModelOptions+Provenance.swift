internal import CommandSupport
internal import RecurrentCore

extension NewModelOptions {
  /// Where a model made by this process comes from: a table of labels and recordings.
  ///
  /// Throws `cannotReadSource`.
  func provenance(
    reference: String, recordings: ModelProvenance.Source, program: String, seed: UInt64
  ) throws -> ModelProvenance {
    ModelProvenance(
      licence: licence, sources: [try .init(file: reference), recordings],
      trainingCommand: CommandText.portable(program: program), seed: seed)
  }
}
