internal import Glibc
internal import SequenceIO

/// How fast a FASTA or FASTQ file is read, decompressed and encoded, with nothing done to its bases.
struct ReadingMeasurement {
  private let bases: Int
  private let elapsed: Duration
  /// Processor time of all threads.
  private let processorTime: Duration

  /// Throws what opening and reading give.
  init(path: String) throws(SequenceIOError) {
    let clock = ContinuousClock()
    let start = clock.now
    let processorStart = Self.processorTime
    let reader = try SequenceReader(path: path)
    var bases = 0
    while let chunk = try reader.next() { bases += chunk.codes.count }
    self.bases = bases
    elapsed = clock.now - start
    processorTime = Self.processorTime - processorStart
  }

  /// Bases, bases a second by the wall clock, and bases a second of processor time.
  var row: String {
    [elapsed, processorTime].reduce("\(bases)") { row, time in
      "\(row)\t\(Int((Double(bases) / (time / .seconds(1))).rounded()))"
    }
  }

  private static var processorTime: Duration {
    .microseconds(Int(clock()) * 1_000_000 / Int(CLOCKS_PER_SEC))
  }
}
