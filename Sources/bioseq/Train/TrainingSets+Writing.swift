internal import BindingSites
internal import ResultsExport
internal import SequenceIO

extension TrainingSets {
  /// Writes both sets as a table that `--examples` reads back to the same sets: name (with the place,
  /// where there is one), sequence, label, weight and side.
  ///
  /// Stretches are not written. Throws `ResultsExportError`.
  func write(to path: String, replaceExisting: Bool) throws {
    guard case .windows(let training) = training else { return }
    let writer = try TableWriter(
      path: path, format: .tsv, columns: ["name", "sequence", "label", "weight", "side"],
      replaceExisting: replaceExisting)
    for (set, side) in [
      (training, LabelledSequence.Side.training), (validation, .validation),
    ] {
      for example in set.examples {
        try writer.write([
          .text(example.name), .text(BaseCode.text(of: example.codes)),
          .integer(example.isBound == true ? 1 : 0),
          // All digits that tell it from its neighbours: a table's six would not bring it back.
          .text("\(example.weight)"), .text(side.rawValue),
        ])
      }
    }
    try writer.commit()
  }
}
