import Foundation
import SequenceIO
import TestSupport
import Testing

@testable import BindingSites

@Suite struct SequenceTableTests {
  private struct Row: Equatable {
    let name: String
    let bases: String
    let isBound: Bool?
    let weight: Float

    init(_ name: String, _ bases: String, _ isBound: Bool?, weight: Float = 1) {
      (self.name, self.bases, self.isBound, self.weight) = (name, bases, isBound, weight)
    }
  }

  private func read(_ bytes: some Sequence<UInt8>) throws -> [Row] {
    let folder = try TemporaryFolder()
    return try SequenceTable.read(path: folder.write(bytes, to: "table")).map {
      Row($0.name, BaseCode.text(of: $0.codes), $0.isBound, weight: $0.weight)
    }
  }

  private func line(ofFaultIn text: String) throws -> Int? {
    let error = #expect(throws: BindingSitesError.self) { try read(text.utf8) }
    guard case .badTable(_, let line, _, _) = error else {
      Issue.record("\(String(describing: error))")
      return nil
    }
    return line
  }

  @Test func recordsOfFASTAHaveNamesAndNoLabel() throws {
    let rows = try read(">chr1:5-11 a peak\nACG\ntnn\n\n>second\nTT\n".utf8)
    #expect(rows == [Row("chr1:5-11", "ACGTNN", nil), Row("second", "TT", nil)])
  }

  @Test func readsOfFASTQAreSequencesToo() throws {
    #expect(try read("@r1\nACGT\n+\nIIII\n".utf8) == [Row("r1", "ACGT", nil)])
  }

  @Test(arguments: ["\n", "\r\n"])
  func headersOfPublicSetsAreKnown(end: String) throws {
    let deepBind = ["FoldID\tEventID\tseq\tBound", "A\tpeak_1\tACGTAC\t1", "B\tpeak_2\tTTGACA\t0"]
    #expect(
      try read(deepBind.map { $0 + end }.joined().utf8)
        == [Row("peak_1", "ACGTAC", true), Row("peak_2", "TTGACA", false)])
    let genomeUnderstanding = ["sequence,label", "ACGTAC,1", "TTGACA,0"]
    #expect(
      try read(genomeUnderstanding.map { $0 + end }.joined().utf8)
        == [Row("line 2", "ACGTAC", true), Row("line 3", "TTGACA", false)])
  }

  @Test func anUnnamedFirstColumnAndAByteOrderMarkDoNoHarm() throws {
    #expect(try read("\tsequence\tlabel\n0\tACGT\t1\n".utf8) == [Row("line 2", "ACGT", true)])
    #expect(
      try read("\u{FEFF}sequence,label\nACGT,1\n".utf8) == [Row("line 2", "ACGT", true)])
  }

  @Test func aCompressedTableIsReadAsWell() throws {
    // "sequence,label\nACGTAC,1\nTTGACA,0\n", by gzip.
    let packed = try #require(
      Data(
        base64Encoded: "H4sIAAAAAAAC/ytOLSxNzUtO1clJTErN4XJ0dg9xdNYx5AoJcXd0dtQx4AIAh0HnbyEAAAA="))
    #expect(try read(packed) == [Row("line 2", "ACGTAC", true), Row("line 3", "TTGACA", false)])
  }

  @Test func withoutNamesTheLongestFieldOfBasesIsTheSequence() throws {
    #expect(try read("chrX\tacgtacgt\t1\n".utf8) == [Row("line 1", "ACGTACGT", true)])
    #expect(try read("ACGTA 0\nCCCCC 1\n".utf8).map(\.isBound) == [false, true])
    #expect(try read("ACGTA\nCCCCC\n".utf8).map(\.isBound) == [nil, nil])
  }

  @Test func weightsAndNamesAreTakenFromTheirColumns() throws {
    #expect(
      try read("id;seq;class;weight\nx;ACGT;1.0;2.5\n".utf8)
        == [Row("x", "ACGT", true, weight: 2.5)])
    #expect(try line(ofFaultIn: "seq,weight\nACGT,1\nACGT,-1\n") == 3)
    #expect(try line(ofFaultIn: "seq,weight\nACGT,nan\n") == 2)
  }

  @Test(
    arguments: [
      ("sequence,label\nACGT,1\nACGT,2\n", 3), ("sequence,label\nACGT,\n", 2),
      ("sequence,label\nACGT,1\n\nACGT\n", 4), ("sequence,label\nAC?T,1\n", 2),
      ("wonder,of,world\n", 1),
    ])
  func theLineOfAMistakeIsNamed(text: String, line: Int) throws {
    #expect(try self.line(ofFaultIn: text) == line)
  }

  @Test(arguments: ["sequence,label\n", "\n\n"])
  func aFileWithoutSequencesIsRefused(text: String) {
    #expect(throws: (any Error).self) { try read(text.utf8) }
  }
}
