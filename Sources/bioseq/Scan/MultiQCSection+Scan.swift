internal import CommandSupport
internal import ResultsExport

extension MultiQCSection {
  /// A row of a table: what was scanned and found.
  static func scan(_ manifest: Manifest) -> MultiQCSection {
    let bases = Double(manifest.items.reduce(0) { $0 + $1.read })
    var values = manifest.counts.mapValues(Double.init)
    values["bases"] = bases
    if bases > 0, let sites = values["sites"] { values["sites_per_mb"] = sites / bases * 1e6 }
    return MultiQCSection(
      id: "bioseq_scan", name: "bioseq: binding sites",
      description: "Transcription-factor binding sites found by recurrent networks.", plot: .table,
      columns: [
        Column("sites", title: "Sites", description: "Peaks called"),
        Column(
          "sites_per_mb", title: "Sites/Mb", description: "Peaks for each million bases read",
          format: "{:,.2f}"),
        Column("sequences", title: "Sequences", description: "Contigs or reads"),
        Column("bases", title: "Bases", description: "Bases under windows"),
        Column("windows_scored", title: "Windows", description: "Windows scored"),
        Column(
          "windows_skipped", title: "Left out",
          description: "Windows left out for unknown bases"),
      ], sample: sample(manifest.outputs + manifest.inputs.map(\.path)), values: values)
  }
}
