internal import ArgumentParser
internal import CommandSupport
internal import ECGSignal
internal import UserFacing

struct Inspect: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show a recording's header, leads, units, gaps and quality, or its samples.")

  @Argument(
    help: ArgumentHelp(
      "A WFDB header, signal file or record name, or an EDF or BDF file.", valueName: "record"))
  var record: String

  @Option(
    help: ArgumentHelp(
      "Print samples instead: physical or digital.", valueName: "kind"))
  var samples: SampleKind?

  @Option(
    help: ArgumentHelp(
      "A lead's name or 0-based index; may be repeated.", valueName: "lead"))
  var lead: [String] = []

  @Option(help: ArgumentHelp("First frame, 0-based.", valueName: "frame"))
  var from = 0

  @Option(help: ArgumentHelp("The frame after the last.", valueName: "frame"))
  var to: Int?

  @Option(help: "Rows of the samples: one a frame, or one for each sample of the fastest lead.")
  var grid = SampleTable.Grid.frame

  func run() async throws {
    var reader = try RecordingReader(path: record)
    let description = reader.description
    var signals = Array(description.signals.indices)
    if !lead.isEmpty { signals = try lead.map { try description.signalIndex(of: $0) } }
    let end = min(to ?? description.frameCount, description.frameCount)
    var start = max(from, 0)
    while start < end {
      let stop = min(start + (1 << 16), end)
      let blocks = try reader.read(frames: start..<stop, signals: signals)
      let table = try SampleTable(
        blocks, of: signals.map { description.signals[$0] }, grid: grid)
      for row in 0..<(stop - start) * table.rowsPerFrame {
        var fields: [String] = []
        for column in signals.indices {
          if samples == .digital {
            let value = table.digital[column]?[row] ?? SampleBlock.missingSample
            fields.append(value == SampleBlock.missingSample ? "-" : "\(value)")
          } else {
            let value = table.physical[column][row]
            fields.append(value.isNaN ? "-" : "\(value)")
          }
        }
        print(start, fields.joined(separator: "\t"), separator: "\t")
      }
      start = stop
    }
  }
}

enum SampleKind: String, ExpressibleByArgument, CaseIterable { case physical, digital }
extension SampleTable.Grid: ExpressibleByArgument {}
