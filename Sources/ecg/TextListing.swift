internal import ECGSignal
internal import ResultsExport
internal import UserFacing

/// Lists the texts of an EDF+ file: onset and duration in seconds, text; `-` for no duration.
struct TextListing {
  let texts: [TimestampedText]

  func write(to output: OutputFile) throws {
    output.buffer.append("#onset_s\tduration_s\ttext\n")
    for text in texts {
      let duration = text.duration.map { "\($0)" } ?? "-"
      output.buffer.append(
        "\(text.onset)\t\(duration)\t\(text.text.escapingControlCharacters)\n")
      try output.endRecord()
    }
  }
}
