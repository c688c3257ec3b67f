import Foundation
import GenomicRegions
import SequenceIO
import TestSupport
import Testing

@Suite struct RegionReaderTests {
  let folder: TemporaryFolder
  let alpha = String((0..<97).map { index in Array("ACGTNacgtn")[index * 7 % 10] })
  let beta = String((0..<41).map { index in Array("GATTACA-RY")[index * 3 % 10] })

  init() throws { folder = try TemporaryFolder() }

  /// Two contigs and an empty one, folded to lines of ten.
  func fasta(lineEnd: String = "\n") -> String {
    func folded(_ letters: String) -> String {
      stride(from: 0, to: letters.count, by: 10).map {
        String(letters.dropFirst($0).prefix(10)) + lineEnd
      }.joined()
    }
    return
      ">alpha first contig\(lineEnd)\(folded(alpha))>none\(lineEnd)>beta\(lineEnd)\(folded(beta))"
  }

  func read(
    _ path: String, _ regions: [String], chunkSize: Int = 1 << 20, bed: [GenomicInterval] = []
  ) throws -> (records: [WholeSequence], error: SequenceIOError?, isIndexed: Bool) {
    var options = SequenceReader.Options()
    options.chunkSize = chunkSize
    let query = RegionQuery(
      regions: try regions.map { try RegionString($0) },
      targets: bed.isEmpty ? nil : RegionSet(bed))
    let reader = try RegionReader(path: path, query: query, options: options)
    let result = drain(reader)
    return (result.records, result.error, reader.isIndexed)
  }

  func letters(_ text: String, _ range: Range<Int>) -> String {
    String(text.dropFirst(range.lowerBound).prefix(range.count))
  }

  @Test(arguments: ["plain", "BGZF", "gzip"], ["\n", "\r\n"])
  func regionsAreTheSameFromEveryCompression(kind: String, lineEnd: String) throws {
    let text = fasta(lineEnd: lineEnd)
    let path =
      switch kind {
      case "plain": try folder.write(text, to: "a.fa")
      case "BGZF": folder.writeCompressed(text, to: "a.fa.gz")
      default: folder.writeCompressed(text, to: "a.fa.gz", mode: "wg")
      }
    let result = try read(path, ["beta:5-12", "alpha:9-33", "alpha:30-40", "alpha:91"])
    #expect(result.error == nil)
    #expect(
      result.records == [
        WholeSequence("alpha", letters(alpha, 8..<40)),
        WholeSequence("alpha", letters(alpha, 90..<97)),
        WholeSequence("beta", letters(beta, 4..<12)),
      ])
    #expect(result.isIndexed == (kind != "gzip"))
  }

  @Test func indexedAndStreamedReadingDeliverTheSamePieces() throws {
    let plain = try folder.write(fasta(), to: "a.fa")
    let streamed = folder.writeCompressed(fasta(), to: "b.fa.gz", mode: "wg")
    var generator = SystemRandomNumberGenerator()
    for (chunkSize, margin) in [(1, 0), (7, 3), (10, 0), (10, 12), (1000, 0), (1000, 200)] {
      var options = SequenceReader.Options()
      options.chunkSize = chunkSize
      let regions = try (0..<4).map { _ in
        let start = Int.random(in: 1...97, using: &generator)
        let end = Int.random(in: start...97, using: &generator)
        return try RegionString("alpha:\(start)-\(end)")
      }
      let bed = RegionSet([
        GenomicInterval(
          contig: "beta", start: GenomicPosition(zeroBased: 30),
          end: GenomicPosition(zeroBased: 60))
      ])
      let query = RegionQuery(regions: regions, targets: bed, margin: Int64(margin))
      let left = try RegionReader(path: plain, query: query, options: options)
      let right = try RegionReader(path: streamed, query: query, options: options)
      #expect(left.isIndexed && !right.isIndexed)
      var pieces = 0
      while let piece = try left.next() {
        #expect(try right.next() == piece)
        pieces += 1
      }
      #expect(try right.next() == nil)
      #expect(pieces > 1)
    }
  }

  @Test func aMarginIsDeliveredAsFarAsTheContigReaches() throws {
    let path = try folder.write(fasta(), to: "a.fa")
    let query = RegionQuery(
      regions: [try RegionString("alpha:5-10"), try RegionString("beta:38-40")], margin: 9)
    let result = drain(try RegionReader(path: path, query: query))
    #expect(
      result.records == [
        WholeSequence("alpha", letters(alpha, 0..<19)),
        WholeSequence("beta", letters(beta, 28..<41)),
      ])
    func interval(_ start: Int64, _ end: Int64) -> GenomicInterval {
      GenomicInterval(
        contig: "alpha", start: GenomicPosition(zeroBased: start),
        end: GenomicPosition(zeroBased: end))
    }
    #expect(!query.overlaps(interval(0, 4)) && query.overlaps(interval(0, 5)))
    #expect(query.overlaps(interval(9, 20)) && !query.overlaps(interval(10, 20)))
  }

  @Test(arguments: ["w", "wg"])
  func regionsThatDoNotFitAreErrorsWithAndWithoutIndex(mode: String) throws {
    let path = folder.writeCompressed(fasta(), to: "a.fa.gz", mode: mode)
    for (region, expected) in [
      ("gamma:1-5", GenomicRegionsError.unknownContig(name: "gamma", similar: nil)),
      ("alpha:90-98", .beyondContig(region: "alpha:90-98", contigLength: 97)),
      ("beta:42", .beyondContig(region: "beta:42", contigLength: 41)),
    ] {
      #expect(throws: SequenceIOError.regions(expected)) {
        if let error = try read(path, ["alpha:1-3", region]).error { throw error }
      }
    }
  }

  @Test func wholeContigsCanBeNamed() throws {
    let path = try folder.write(fasta(), to: "a.fa")
    let result = try read(path, ["beta"])
    #expect(result.error == nil)
    #expect(result.records == [WholeSequence("beta", beta)])
  }

  @Test func indexIsMadeOnceAndNothingElseIsLeft() throws {
    let path = try folder.write(fasta(), to: "a.fa")
    _ = try read(path, ["beta"])
    #expect(try folder.names() == ["a.fa", "a.fa.fai"])
    #expect(String(decoding: try folder.read("a.fa.fai"), as: UTF8.self).hasPrefix("alpha\t97\t"))
    let compressed = folder.writeCompressed(fasta(), to: "b.gz")
    #expect(try read(compressed, ["beta"]).isIndexed)
    #expect(try folder.names() == ["a.fa", "a.fa.fai", "b.gz", "b.gz.fai", "b.gz.gzi"])
  }

  @Test func indexOlderThanItsFileIsMadeAnew() throws {
    _ = try read(try folder.write(">beta\nACGTACGT\n", to: "a.fa"), ["beta"])
    // Both files may be written within one tick of the file system's clock.
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -10)], ofItemAtPath: folder.file("a.fa.fai"))
    let path = try folder.write(fasta(), to: "a.fa")
    #expect(try read(path, ["beta:1-3"]).records == [WholeSequence("beta", letters(beta, 0..<3))])
  }

  @Test(arguments: ["beta\t41\t3\t10\t11\n", "alpha\t99\t20\t10\t11\n", "alpha\t5\t9000\t10\t11\n"])
  func indexOfAnotherFileIsNoticed(index: String) throws {
    let path = try folder.write(fasta(), to: "a.fa")
    _ = try folder.write(index, to: "a.fa.fai")
    let name = String(index.prefix { $0 != "\t" })
    let result = try read(path, [name])
    #expect(result.error == .staleIndex(path: path, indexPath: path + ".fai"))
  }

  @Test func brokenIndexIsMadeAnew() throws {
    let path = try folder.write(fasta(), to: "a.fa")
    _ = try folder.write("not an index", to: "a.fa.fai")
    #expect(try read(path, ["beta"]).records == [WholeSequence("beta", beta)])
  }

  @Test func linesOfUnequalLengthAreStreamed() throws {
    let path = try folder.write(">a\nACGT\nA\nCCCC\n>b\nGG\n", to: "a.fa")
    let result = try read(path, ["a:4-7"])
    #expect(!result.isIndexed)
    #expect(result.records == [WholeSequence("a", "TACC")])
    #expect(try folder.names() == ["a.fa"])
  }

  @Test func readsHaveNoRegionsAndGetNoIndex() throws {
    let path = try folder.write("@a\nACGT\n+\nIIII\n", to: "a.fq")
    let error = #expect(throws: SequenceIOError.self) { try read(path, ["a:1-2"]) }
    #expect(error?.diagnosis.line.contains("FASTQ") == true)
    #expect(try folder.names() == ["a.fq"])
  }
}
