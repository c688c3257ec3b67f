internal import ArgumentParser
internal import ECGSignal
internal import ResultsExport
internal import UserFacing

/// Lists samples as a table: the frame, then a column for each signal, `-` where missing.
struct SampleListing {
  enum Kind: String, ExpressibleByArgument, CaseIterable { case physical, digital }

  let kind: Kind
  let grid: SampleTable.Grid
  let signals: [Int]

  func write(
    _ reader: inout RecordingReader, frames: Range<Int>, to output: OutputFile,
    check: () throws -> Void
  ) throws {
    let chosen = signals.map { reader.description.signals[$0] }
    output.buffer.append("#frame")
    for signal in chosen {
      output.buffer.append("\t\(signal.name.escapingControlCharacters)")
    }
    output.buffer.append("\n")
    for part in FrameParts(frames, of: chosen) {
      try check()
      let table = try SampleTable(
        try reader.read(frames: part, signals: signals), of: chosen, grid: grid)
      for row in 0..<part.count * table.rowsPerFrame {
        output.buffer.append(part.lowerBound + row / table.rowsPerFrame)
        for column in signals.indices {
          output.buffer.append("\t")
          output.buffer.append(text(table, column, row))
        }
        output.buffer.append("\n")
        try output.endRecord()
      }
    }
  }

  private func text(_ table: SampleTable, _ column: Int, _ row: Int) -> String {
    switch kind {
    case .physical:
      let value = table.physical[column][row]
      return value.isNaN ? "-" : "\(value)"
    case .digital:
      let value = table.digital[column]?[row] ?? SampleBlock.missingSample
      return value == SampleBlock.missingSample ? "-" : "\(value)"
    }
  }
}
