internal import ArgumentParser
internal import ECGSignal

/// Options that say which samples of a recording are meant.
struct SampleSelection: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Show this lead only, by name or 0-based index; may be repeated.", valueName: "lead"))
  var lead: [String] = []

  @Option(
    help: ArgumentHelp(
      "Sampling frequency of a table of numbers, in hertz.", valueName: "hertz"))
  var frequency: Double?

  @Option(help: "Units of a table of numbers.")
  var units = "mV"

  @Option(help: ArgumentHelp("List samples instead.", valueName: "physical|digital"))
  var samples: SampleListing.Kind?

  @Option(help: "Rows of the list: one a frame, or one for each sample of the fastest lead.")
  var grid = SampleTable.Grid.frame

  @Option(help: ArgumentHelp("First frame of the list, 0-based.", valueName: "frame"))
  var from = 0

  @Option(
    help: ArgumentHelp(
      "The frame after the last of the list. (default: the recording's end)", valueName: "frame"))
  var to: Int?

  func validate() throws {
    if from < 0 { throw ValidationError("--from is \(from); give at least 0") }
    if let to, to < from { throw ValidationError("--to is \(to), before --from \(from)") }
    if let frequency, !(frequency > 0 && frequency.isFinite) {
      throw ValidationError("--frequency is \(frequency); give hertz above 0")
    }
  }

  func open(_ record: String) throws -> RecordingReader {
    guard let frequency else { return try RecordingReader(path: record) }
    return try RecordingReader(textPath: record, samplingFrequency: frequency, units: units)
  }

  func signals(_ description: RecordingDescription) throws -> [Int] {
    lead.isEmpty
      ? Array(description.signals.indices) : try lead.map { try description.signalIndex(of: $0) }
  }

  func frames(_ description: RecordingDescription) -> Range<Int> {
    let end = min(to ?? description.frameCount, description.frameCount)
    return min(from, end)..<end
  }
}

extension SampleTable.Grid: ExpressibleByArgument {}
