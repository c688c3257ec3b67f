import GenomicRegions
import RecurrentCore
import SequenceIO
import TestSupport

/// A genome of a few contigs in a folder of its own, for tests that cut windows out of it.
struct SmallGenome {
  let folder: TemporaryFolder
  let contigs: KeyValuePairs<String, String>

  init(_ contigs: KeyValuePairs<String, String>) throws {
    folder = try TemporaryFolder()
    self.contigs = contigs
  }

  func open() throws -> IndexedFASTA {
    var text = ""
    for (name, letters) in contigs {
      text += ">\(name)\n"
      var rest = letters[...]
      while !rest.isEmpty {
        text += rest.prefix(50) + "\n"
        rest = rest.dropFirst(50)
      }
    }
    return try IndexedFASTA.genome(path: folder.write(text, to: "genome.fa"))
  }

  /// Stretches of all kinds: poor and rich in GC, soft-masked, unknown.
  static func letters(_ count: Int, seed: UInt64) -> String {
    var generator = RandomGenerator(seed: seed)
    var result = ""
    while result.count < count {
      let length = Int.random(in: 30...150, using: &generator)
      let gc = Double.random(in: 0.2...0.8, using: &generator)
      let isMasked = Int.random(in: 0..<4, using: &generator) == 0
      let isUnknown = Int.random(in: 0..<40, using: &generator) == 0
      for _ in 0..<length {
        let letter =
          generator.uniform() < gc
          ? ["C", "G"][Int(generator.next() & 1)] : ["A", "T"][Int(generator.next() & 1)]
        result += isUnknown ? "N" : isMasked ? letter.lowercased() : letter
      }
    }
    return String(result.prefix(count))
  }
}

/// A peak of a few bases with everything else as needed.
func peak(
  _ contig: String, _ range: Range<Int64>, summit: Int64? = nil, signal: Double? = nil,
  name: String? = nil
) -> PeakRecord {
  PeakRecord(
    interval: interval(contig, range), name: name, signal: signal,
    summit: summit.map { GenomicPosition(zeroBased: $0) })
}

func interval(_ contig: String, _ range: Range<Int64>) -> GenomicInterval {
  GenomicInterval(
    contig: contig, start: GenomicPosition(zeroBased: range.lowerBound),
    end: GenomicPosition(zeroBased: range.upperBound))
}
