/// Where a model comes from and how it may be used.
package struct ModelProvenance: Codable, Sendable, Equatable {
  /// The licence of the parameters, as an SPDX expression.
  package var licence: String
  /// The files it was trained on.
  package var sources: [Source]
  /// The command that gives the model again.
  package var trainingCommand: String
  package var seed: UInt64?

  package init(
    licence: String, sources: [Source] = [], trainingCommand: String, seed: UInt64? = nil
  ) {
    self.licence = licence
    self.sources = sources
    self.trainingCommand = trainingCommand
    self.seed = seed
  }

  /// A file of training data.
  package struct Source: Codable, Sendable, Equatable {
    /// The file's name, without folders, or its address.
    package var name: String
    /// Of its bytes, in lower-case hexadecimal.
    package var sha256: String

    package init(name: String, sha256: String) {
      self.name = name
      self.sha256 = sha256
    }

    /// The file at `path`, read to its end.
    ///
    /// - Throws: `cannotReadSource`.
    package init(file path: String) throws(RecurrentCoreError) {
      name = path.split(separator: "/").last.map(String.init) ?? path
      sha256 = try SHA256.hexadecimal(ofFile: path)
    }
  }
}
