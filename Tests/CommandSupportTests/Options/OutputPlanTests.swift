import Foundation
import ResultsExport
import TestSupport
import Testing

@testable import CommandSupport

@Suite struct OutputPlanTests {
  private typealias Plan = OutputPlan<AnnotationFormat>

  private func plan(_ paths: [String], _ formats: [String] = []) throws -> [String] {
    try Plan(paths: paths, formats: formats, defaultFormat: .narrowPeak).outputs.map {
      "\($0.path) \($0.format.rawValue)"
    }
  }

  @Test func withoutOutputsResultsGoToStandardOutput() throws {
    #expect(try plan([]) == ["- narrowpeak"])
    #expect(try plan([], ["gff3"]) == ["- gff3"])
  }

  @Test func theExtensionDecides() throws {
    #expect(
      try plan(["a.bed", "b.bedgraph.gz", "/dev/stdout"])
        == ["a.bed bed", "b.bedgraph.gz bedgraph", "/dev/stdout narrowpeak"])
  }

  @Test func theFormatAskedForBeatsTheExtensionOfTheOnlyOutput() throws {
    #expect(try plan(["a.bed"], ["narrowpeak"]) == ["a.bed narrowpeak"])
  }

  @Test func formatsAreTakenInOrder() throws {
    #expect(try plan(["a.x", "b.bed"], ["tsv", "gff3"]) == ["a.x tsv", "b.bed gff3"])
    #expect(try plan(["a.x", "b.y"], ["tsv"]) == ["a.x tsv", "b.y tsv"])
  }

  @Test func oneFormatMustNotContradictOneExtensionAmongSeveral() {
    #expect(
      throws: CommandSupportError.conflictingFormat(
        path: "a.bed", extensionFormat: "bed", requested: "tsv")
    ) { try plan(["a.bed", "b.tsv"], ["tsv"]) }
  }

  @Test func numbersOfFormatsAndOutputsMustFit() {
    #expect(throws: CommandSupportError.formatCount(formats: 2, outputs: 3)) {
      try plan(["a.bed", "b.bed", "c.bed"], ["bed", "bed"])
    }
  }

  @Test func unknownExtensionsAndFormatsAreUsageErrorsThatListWhatIsKnown() {
    for (paths, formats) in [(["a.txt"], []), (["a.bed"], ["vcf"])] as [([String], [String])] {
      let error = #expect(throws: ResultsExportError.self) { try plan(paths, formats) }
      #expect(error?.diagnosis.exitStatus == .usage)
      #expect(error?.diagnosis.remedy?.contains("narrowpeak, bed") == true)
    }
  }

  @Test func oneFileCannotBeTwoOutputs() throws {
    try withTemporaryFolder { folder in
      try Data().write(to: URL(fileURLWithPath: folder + "/a.bed"))
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/link.bed", withDestinationPath: folder + "/a.bed")
      for (first, second) in [
        ("a.bed", "./a.bed"), ("a.bed", "link.bed"), ("new.bed", "./new.bed"),
      ] {
        let paths = [folder + "/" + first, folder + "/" + second]
        #expect(throws: CommandSupportError.duplicateOutput(path: paths[1])) { try plan(paths) }
      }
      #expect(try plan([folder + "/a.bed", folder + "/b.bed"]).count == 2)
    }
    #expect(throws: CommandSupportError.duplicateOutput(path: "-")) { try plan(["-", "-"]) }
  }

  @Test func anInputIsNoOutput() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/a.bed"
      try Data().write(to: URL(fileURLWithPath: path))
      let plan = try Plan(paths: [path], formats: [], defaultFormat: .bed)
      #expect(throws: CommandSupportError.outputIsInput(output: path, input: folder + "/./a.bed")) {
        try plan.refuseInputs(["-", folder + "/./a.bed"])
      }
      try plan.refuseInputs(["-", folder + "/b.bed"])
    }
  }

  @Test func devicesMayBeReadAndWritten() throws {
    #expect(!sameFile("/dev/null", "/dev/null"))
  }
}
