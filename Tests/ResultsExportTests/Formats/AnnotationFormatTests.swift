import Testing

@testable import ResultsExport

@Suite struct AnnotationFormatTests {
  @Test(arguments: [
    ("peaks.narrowPeak", AnnotationFormat.narrowPeak), ("a/b.bed", .bed), ("x.bed.gz", .bed),
    ("signal.bedGraph.gz", .bedGraph), ("signal.bdg", .bedGraph), ("hits.gff3", .gff3),
    ("hits.TSV", .tsv), ("hits.jsonl.GZ", .jsonLines),
  ])
  func theExtensionNamesTheFormat(path: String, format: AnnotationFormat) throws {
    #expect(try AnnotationFormat(path: path) == format)
  }

  @Test(arguments: ["-", "bed", "a.txt", "a.bed/hits", "x.gz", ""])
  func otherPathsAreRefused(path: String) {
    #expect(
      throws: ResultsExportError.unknownExtension(path: path, known: AnnotationFormat.names)
    ) { try AnnotationFormat(path: path) }
  }

  @Test func namesAreThoseOfTheContract() throws {
    #expect(
      AnnotationFormat.names == ["narrowpeak", "bed", "bedgraph", "gff3", "tsv", "jsonl"])
    for format in AnnotationFormat.allCases {
      #expect(try AnnotationFormat(name: format.rawValue.uppercased()) == format)
    }
    #expect(throws: ResultsExportError.self) { try AnnotationFormat(name: "vcf") }
  }
}
