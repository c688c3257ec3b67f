internal import ArgumentParser
internal import Arrhythmia

/// Which records a command reads, and how.
struct RecordOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Folders to search for records, WFDB headers, signal files or record names, EDF or BDF files, "
        + "tables of numbers (.csv, .tsv, .txt).",
      valueName: "path"), completion: .file())
  var paths: [String]

  @Option(
    help: ArgumentHelp(
      "The lead to judge, by name or 0-based index. (default: the first in volts)",
      valueName: "lead"))
  var lead: String?

  @Option(
    help: ArgumentHelp("Sampling frequency of tables of numbers, in hertz.", valueName: "hertz"))
  var frequency: Double?

  @Option(help: "Units of tables of numbers.")
  var units = "mV"

  mutating func validate() throws {
    if let frequency, !(frequency > 0 && frequency.isFinite) {
      throw ValidationError("--frequency is \(frequency); give hertz above 0")
    }
  }

  var leadChoice: LeadChoice { lead.map(LeadChoice.named) ?? .firstVoltage }

  /// The records that the paths mean.
  func list() -> RecordList {
    RecordList(
      paths: paths,
      text: RecordSource.TextForm(samplingFrequency: frequency, units: units))
  }
}
