package import RecurrentCore

/// What was fitted to a finished model later, on what: an entry of the section `refits` of its file.
package struct ModelRefit: Codable, Sendable, Equatable {
  package enum Part: String, Codable, Sendable {
    case null = "null_distribution"
    case calibration
  }

  package let part: Part
  /// The files it was fitted on.
  package let sources: [ModelProvenance.Source]
  /// How, in words.
  package let method: String
  /// Background windows or labelled sequences.
  package let count: Int
  package let seed: UInt64

  package init(
    part: Part, sources: [ModelProvenance.Source], method: String, count: Int, seed: UInt64
  ) {
    self.part = part
    self.sources = sources
    self.method = method
    self.count = count
    self.seed = seed
  }
}

extension ModelFile {
  /// Replaces the null distributions and notes it; all else stays.
  ///
  /// - Throws: `invalidModel`.
  package mutating func refit(
    _ null: StratifiedNull, _ note: ModelRefit
  ) throws(RecurrentCoreError) {
    try setSection(BindingModel.Section.null, null)
    try append(note)
  }

  /// Replaces the calibration with its check and notes it; all else stays.
  ///
  /// - Throws: `invalidModel`.
  package mutating func refit(
    _ fit: CalibrationFit, _ note: ModelRefit
  ) throws(RecurrentCoreError) {
    try setSection(BindingModel.Section.calibration, fit.calibration)
    try setSection(BindingModel.Section.calibrationCheck, fit.check)
    try append(note)
  }

  private mutating func append(_ note: ModelRefit) throws(RecurrentCoreError) {
    let notes = try optionalSection(BindingModel.Section.refits, as: [ModelRefit].self) ?? []
    try setSection(BindingModel.Section.refits, notes + [note])
  }
}
