internal import Arrhythmia
internal import CommandSupport
internal import ResultsExport

extension MultiQCSection {
  /// A bar: how many records got which verdict.
  static func rhythms(_ manifest: Manifest) -> MultiQCSection {
    let colours = ["#3a7d44", "#c8553d", "#2f6690", "#a3a3a3"]
    return MultiQCSection(
      id: "ecg_rhythms", name: "ecg: heart rhythms",
      description: "Rhythms of ECG records told by recurrent networks; for research use.",
      plot: .bars,
      columns: zip(RhythmClass.allCases, colours).map { rhythm, colour in
        Column(rhythm.label, title: rhythm.name, description: rhythm.name, colour: colour)
      } + [
        Column(
          "abstained", title: "no verdict", description: "cannot be judged", colour: "#d9c77e"),
        Column("failed", title: "not readable", description: "cannot be read", colour: "#222222"),
      ], sample: sample(manifest.outputs + manifest.inputs.map(\.path)),
      values: manifest.counts.mapValues(Double.init))
  }
}
