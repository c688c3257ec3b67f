internal import CommandSupport
internal import RecurrentCore

extension NewModelOptions {
  /// Where a model made by this process comes from.
  ///
  /// Throws `cannotReadSource`.
  func provenance(sources: [String], program: String, seed: UInt64) throws -> ModelProvenance {
    ModelProvenance(
      licence: licence, sources: try sources.map { try .init(file: $0) },
      trainingCommand: CommandText.portable(program: program), seed: seed)
  }
}
