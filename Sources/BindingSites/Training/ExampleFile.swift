package import SequenceIO

/// A file of examples, told by what it holds.
package enum ExampleFile: Sendable {
  /// FASTA, FASTQ or delimited text.
  case sequences([LabelledSequence])
  /// BED or narrowPeak: places on a genome.
  case peaks(PeakFile)

  /// Reads a file, `-` for standard input.
  ///
  /// Throws what reading gave, and `badTable` for a file that holds nothing.
  package static func read(path: String) throws -> ExampleFile {
    let text = try SequenceText(path: path)
    guard case .lines(let lines) = text, try PeakFile.isPeaks(lines) else {
      return .sequences(try SequenceTable.read(text, path: path))
    }
    let file = try PeakFile(lines)
    guard !file.peaks.isEmpty else {
      throw BindingSitesError.badTable(
        path: path, line: nil, problem: "the file holds no region",
        remedy: "give BED or narrowPeak with a line for each peak")
    }
    return .peaks(file)
  }
}
