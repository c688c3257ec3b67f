internal import ECGSignal
internal import ResultsExport
internal import UserFacing

/// Lists the annotations of one annotator: time in ticks, symbol, subtype, channel, number, text.
struct AnnotationListing {
  /// The record's path, with or without an extension.
  let record: String
  let annotator: String

  func write(to output: OutputFile) throws {
    let stem = record.lowercased().hasSuffix(".hea") ? String(record.dropLast(4)) : record
    let file = try AnnotationFile(path: "\(stem).\(annotator)")
    output.buffer.append("#time\tsymbol\tsubtype\tchannel\tnumber\ttext\n")
    for annotation in file.annotations {
      let fields = [
        "\(annotation.time)", file.symbol(of: annotation.code), "\(annotation.subtype)",
        "\(annotation.channel)", "\(annotation.number)",
        annotation.text.escapingControlCharacters,
      ]
      output.buffer.append(fields.joined(separator: "\t") + "\n")
      try output.endRecord()
    }
  }
}
