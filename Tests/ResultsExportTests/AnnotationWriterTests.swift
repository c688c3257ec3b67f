import GenomicRegions
import ResultsExport
import TestSupport
import Testing

@Suite struct AnnotationWriterTests {
  @Test func headerAndFeaturesAreWrittenInOrder() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/hits.tsv"
      let writer = try AnnotationWriter(
        path: path, format: .tsv, options: AnnotationOptions(), replaceExisting: false)
      for start in [Int64(5), 3] {
        try writer.write(
          GenomicFeature(
            interval: interval("c", start, 9), strand: .forward, label: "l", model: "m",
            probability: 0.5, logit: 0))
      }
      try writer.commit()
      #expect(writer.recordCount == 2)
      #expect(
        String(decoding: try bytes(at: path), as: UTF8.self) == """
          #contig\tstart\tend\tstrand\tlabel\tprobability\tpvalue\tqvalue
          c\t5\t9\t+\tl\t0.5\tNA\tNA
          c\t3\t9\t+\tl\t0.5\tNA\tNA

          """)
    }
  }

  @Test func aSignalWithoutValuesIsAnEmptyFile() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/empty.bedgraph"
      let writer = try AnnotationWriter(
        path: path, format: .bedGraph, options: AnnotationOptions(), replaceExisting: false)
      try writer.commit()
      #expect(try bytes(at: path).isEmpty)
    }
  }
}
