import Foundation
import GenomicRegions
import ResultsExport
import TestSupport
import Testing

@Suite struct IndexedOutputTests {
  private func feature(_ contig: String, _ start: Int64, _ end: Int64) -> GenomicFeature {
    GenomicFeature(
      interval: interval(contig, start, end), strand: .forward, label: "l", model: "m",
      probability: 0.5, logit: 0)
  }

  private func write(
    _ features: [GenomicFeature], to path: String, format: AnnotationFormat = .bed,
    force: Bool = false
  ) throws {
    let writer = try AnnotationWriter(
      path: path, format: format, options: AnnotationOptions(), replaceExisting: force,
      indexed: true)
    for feature in features {
      if format.holdsSignal {
        try writer.write(SignalValue(interval: feature.interval, value: .random(in: 0...1)))
      } else {
        try writer.write(feature)
      }
    }
    try writer.commit()
  }

  /// Sorted features of mixed sizes on two contigs.
  private func randomFeatures(length: Int64, count: Int) -> [GenomicFeature] {
    ["chr1", "chr 2"].flatMap { contig in
      (0..<count).map { _ -> GenomicFeature in
        let start = Int64.random(in: 0..<length - 1)
        let size = Int64.random(in: 1...(Bool.random() ? 20 : 200_000))
        return feature(contig, start, min(start + size, length))
      }
      .sorted { $0.interval.start < $1.interval.start }
    }
  }

  /// The lines in the chunks an index names for a query, and which of them overlap it.
  private func overlapping(
    _ query: GenomicInterval, _ index: IndexReader, _ blocks: UnpackedBlocks, spelled: String
  ) throws -> Set<String> {
    var found: Set<String> = []
    for chunk in index.chunks(spelled, query.start.offset, query.end.offset) {
      let range = try blocks.position(of: chunk.begin)..<blocks.position(of: chunk.end)
      for line in String(decoding: blocks.text[range], as: UTF8.self).split(separator: "\n") {
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
        let start = try #require(Int64(fields[1]))
        let end = try #require(Int64(fields[2]))
        if fields[0] == spelled, start < query.end.offset, end > query.start.offset {
          found.insert("\(start) \(end)")
        }
      }
    }
    return found
  }

  private static let longestForTBI: Int64 = 536_870_912

  @Test(arguments: [1_048_576, 134_217_728, longestForTBI, longestForTBI + 1000, 2_147_483_648])
  func everyFeatureIsFoundThroughTheIndex(length: Int64) throws {
    let kind = length <= Self.longestForTBI ? "tbi" : "csi"
    try withTemporaryFolder { folder in
      let path = folder + "/hits.bed.gz"
      var features = randomFeatures(length: length, count: 2500)
      features.append(feature("chr 2", length - 1, length))
      try write(features, to: path)
      #expect(try names(in: folder) == ["hits.bed.gz", "hits.bed.gz.\(kind)"])
      let blocks = try UnpackedBlocks(bytes(at: path))
      let index = try IndexReader(UnpackedBlocks(bytes(at: "\(path).\(kind)")).text)
      #expect(index.names == ["chr1", "chr_2"])
      #expect(index.layout == [0x10000, 1, 2, 3, 35, 0])
      for _ in 0..<20 {
        let contig = Bool.random() ? "chr1" : "chr 2"
        let start = Int64.random(in: 0..<length)
        let query = interval(contig, start, min(start + .random(in: 1...100_000), length))
        let expected = Set(
          features.filter { $0.interval.overlaps(query) }
            .map { "\($0.interval.start.offset) \($0.interval.end.offset)" })
        let spelled = contig.replacingOccurrences(of: " ", with: "_")
        #expect(try overlapping(query, index, blocks, spelled: spelled) == expected)
      }
    }
  }

  @Test func theIndexLetsAReaderSkipPartsOfTheFile() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/signal.bedgraph.gz"
      let features = (0..<60_000).map { feature("c", $0 * 50, $0 * 50 + 50) }
      try write(features, to: path, format: .bedGraph)
      let blocks = try UnpackedBlocks(bytes(at: path))
      let index = try IndexReader(UnpackedBlocks(bytes(at: path + ".tbi")).text)
      let chunks = index.chunks("c", 1_000_000, 1_000_050)
      let size = try chunks.map {
        try blocks.position(of: $0.end) - blocks.position(of: $0.begin)
      }
      .reduce(0, +)
      #expect(size > 0 && size < blocks.text.count / 2)
    }
  }

  @Test func gffIsIndexedByItsOwnColumns() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/hits.gff3.gz"
      try write([feature("a b", 10, 20)], to: path, format: .gff3)
      let index = try IndexReader(UnpackedBlocks(bytes(at: path + ".tbi")).text)
      #expect(index.layout == [0, 1, 4, 5, 35, 0])
      #expect(index.names == ["a%20b"])
    }
  }

  @Test func anEmptyOutputHasAnEmptyIndex() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/hits.tsv.gz"
      try write([], to: path, format: .tsv)
      let index = try IndexReader(UnpackedBlocks(bytes(at: path + ".tbi")).text)
      #expect(index.names.isEmpty && index.contigs.isEmpty)
    }
  }

  @Test func recordsOutOfOrderAreRefusedAndNothingIsLeft() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/hits.bed.gz"
      #expect(
        throws: ResultsExportError.unsorted(path: path, contig: "c", position: 4, previous: 5)
      ) { try write([feature("c", 5, 6), feature("c", 4, 6)], to: path) }
      #expect(throws: ResultsExportError.contigReturned(path: path, contig: "c")) {
        try write([feature("c", 1, 2), feature("d", 1, 2), feature("c", 3, 4)], to: path)
      }
      let left = try names(in: folder)
      #expect(left.isEmpty)
    }
  }

  @Test func outputsThatCannotBeIndexedAreRefusedAtTheStart() throws {
    try withTemporaryFolder { folder in
      let plain = folder + "/hits.bed"
      #expect(throws: ResultsExportError.indexNeedsCompression(path: plain)) {
        try write([], to: plain)
      }
      #expect(throws: ResultsExportError.indexNeedsCompression(path: "-")) {
        try write([], to: "-")
      }
      let lines = folder + "/hits.jsonl.gz"
      #expect(
        throws: ResultsExportError.formatCannotBeIndexed(path: lines, format: "jsonl")
      ) { try write([], to: lines, format: .jsonLines) }
      let left = try names(in: folder)
      #expect(left.isEmpty)
    }
  }

  @Test func anExistingIndexIsKeptUnlessReplacingIsAskedFor() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/hits.bed.gz"
      try Data("stale".utf8).write(to: URL(fileURLWithPath: path + ".csi"))
      #expect(throws: ResultsExportError.outputExists(path: path + ".csi")) {
        try write([feature("c", 1, 2)], to: path)
      }
      try write([feature("c", 1, 2)], to: path, force: true)
      #expect(try names(in: folder) == ["hits.bed.gz", "hits.bed.gz.tbi"])
    }
  }
}
