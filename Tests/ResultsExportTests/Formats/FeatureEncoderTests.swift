import Foundation
import GenomicRegions
import Testing

@testable import ResultsExport

@Suite struct FeatureEncoderTests {
  private static let peak = GenomicFeature(
    interval: interval("chr1", 99, 200), strand: .reverse, label: "CTCF", model: "ctcf",
    probability: 0.98765, logit: 4.38125, pValue: 1e-5, qValue: 0.01, summitOffset: 50)
  private static let bare = GenomicFeature(
    interval: interval("chr1", 0, 1), strand: .none, label: "", model: "m", probability: 0,
    logit: -3)

  private func line(_ feature: GenomicFeature, _ format: AnnotationFormat) throws -> String {
    let encoder = try #require(format.featureEncoder(options: AnnotationOptions()))
    var buffer = TextBuffer()
    encoder.append(feature, to: &buffer)
    return buffer.string
  }

  @Test func narrowPeakHasTenColumns() throws {
    #expect(
      try line(Self.peak, .narrowPeak) == "chr1\t99\t200\tCTCF\t988\t-\t4.38125\t5\t2\t50\n")
    #expect(try line(Self.bare, .narrowPeak) == "chr1\t0\t1\t.\t0\t.\t-3\t-1\t-1\t-1\n")
  }

  @Test func narrowPeakLogarithmsStayFinite() throws {
    var feature = Self.bare
    feature.pValue = 0
    feature.qValue = 1
    #expect(try line(feature, .narrowPeak) == "chr1\t0\t1\t.\t0\t.\t-3\t323.306\t0\t-1\n")
  }

  @Test func bedHasSixColumnsAndTheProbability() throws {
    #expect(try line(Self.peak, .bed) == "chr1\t99\t200\tCTCF\t988\t-\t0.98765\n")
  }

  @Test func bedScoresStayInRange() {
    var feature = Self.peak
    for (probability, score) in [(-1, 0), (0.0004, 0), (0.9996, 1000), (7, 1000), (.nan, 0)] {
      feature.probability = probability
      #expect(feature.bedScore == score)
    }
  }

  @Test func bedNamesTheReadOfAnAlignedFeature() throws {
    var feature = Self.peak
    feature.readName = "read 1"
    #expect(try line(feature, .bed) == "chr1\t99\t200\tread_1\t988\t-\t0.98765\n")
  }

  @Test func gffPositionsAreOneBasedInclusive() throws {
    #expect(
      try line(Self.peak, .gff3)
        == "chr1\t.\tsequence_feature\t100\t200\t0.98765\t-\t.\t"
        + "Name=CTCF;model=ctcf;logit=4.38125;pvalue=1e-05;qvalue=0.01;summit=150\n")
    #expect(
      try line(Self.bare, .gff3)
        == "chr1\t.\tsequence_feature\t1\t1\t0\t.\t.\tName=;model=m;logit=-3\n")
  }

  @Test func gffHeaderListsContigsOfKnownLength() throws {
    let options = AnnotationOptions(contigs: [("chr 1", 1000), ("unknown", 0)])
    var buffer = TextBuffer()
    AnnotationFormat.gff3.featureEncoder(options: options)?.appendHeader(to: &buffer)
    #expect(buffer.string == "##gff-version 3\n##sequence-region chr%201 1 1000\n")
  }

  @Test func tableHasTheColumnsItNames() throws {
    var buffer = TextBuffer()
    FeatureTableEncoder().appendHeader(to: &buffer)
    #expect(
      buffer.string == "#contig\tstart\tend\tstrand\tlabel\tprobability\tpvalue\tqvalue\n")
    #expect(try line(Self.peak, .tsv) == "chr1\t99\t200\t-\tCTCF\t0.98765\t1e-05\t0.01\n")
    #expect(try line(Self.bare, .tsv) == "chr1\t0\t1\t.\t\t0\tNA\tNA\n")
  }

  private struct Line: Codable, Equatable {
    var contig: String
    var start, end: Int
    var strand, label, model: String
    var probability, logit: Double?
    var pvalue, qvalue: Double?
    var summit: Int?
    var read: String?
  }

  @Test func jsonLinesAreReadBackByFoundation() throws {
    var feature = Self.peak
    feature.interval = interval("chr\"1\"\n", 99, 200)
    feature.readName = "r\\1"
    feature.logit = .infinity
    let read = try JSONDecoder().decode(Line.self, from: Data(try line(feature, .jsonLines).utf8))
    #expect(
      read
        == Line(
          contig: "chr\"1\"\n", start: 99, end: 200, strand: "-", label: "CTCF", model: "ctcf",
          probability: 0.98765, logit: nil, pvalue: 1e-5, qvalue: 0.01, summit: 50, read: "r\\1"))
  }

  @Test func bedGraphLinesHoldFourColumns() {
    var buffer = TextBuffer()
    BedGraphEncoder().append(
      SignalValue(interval: interval("chrX", 50, 100), value: 0.123_456_7), to: &buffer)
    #expect(buffer.string == "chrX\t50\t100\t0.123457\n")
  }

  @Test func hostileNamesNeverMakeASecondLineOrColumn() throws {
    var feature = Self.peak
    feature.interval = interval("c\t1\n2", 0, 10)
    feature.label = "l\n\tm;x=1"
    let columns: [AnnotationFormat: Int] = [.bed: 7, .narrowPeak: 10, .gff3: 9, .tsv: 8]
    for (format, count) in columns {
      let text = try line(feature, format)
      #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count == 2)
      #expect(text.split(separator: "\t", omittingEmptySubsequences: false).count == count)
    }
  }
}
