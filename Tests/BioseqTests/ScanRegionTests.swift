import TestSupport
import Testing

@Suite struct ScanRegionTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func scan(_ arguments: String...) throws -> BuiltProgram.Outcome {
    try program.run(["scan", "-m", "ctcf", try folder.genome()] + arguments, folder: folder)
  }

  @Test(
    arguments: [
      ("zz:1-50", 65, "no sequence named \"zz\""), ("a:1-9999", 65, "beyond its sequence"),
      ("a:0-50", 64, "count from 1"), ("a:90-50", 64, "ends before it starts"),
    ] as [(String, Int32, String)])
  func aRegionThatDoesNotFitIsRefused(region: String, status: Int32, text: String) throws {
    let outcome = try scan("-r", region)
    #expect(outcome.status == status)
    #expect(outcome.errors.count == 1)
    #expect(outcome.errors.first?.contains(text) == true)
  }

  @Test func sitesOfReadsOverlapTheRegionToo() throws {
    let region = "chrX_8650001_8900000:47001-50000"
    let sites = try program.run(
      "scan", program.reference("reads.bam"), "-p", "1", "-r", region, folder: folder
    ).lines.dropFirst().map { $0.split(separator: "\t") }
    #expect(sites.count > 3)
    for site in sites {
      let (start, end) = try (#require(Int(site[1])), #require(Int(site[2])))
      #expect(start < 50_000 && end > 47_000)
    }
  }

  @Test func aRegionGivesTheWindowsOfAWholeScan() throws {
    let whole = try scan("--format", "bedgraph").lines
    let part = try scan("--format", "bedgraph", "-r", "a:1001-2000", "-r", "b:1-10").lines
    #expect(part.count > 20 && part.count < 40)
    #expect(Set(part).isSubset(of: whole))
  }

  @Test func overlappingTargetsInAnyOrderAreMerged() throws {
    let bed = try folder.write("b\t100\t200\na\t900\t1500\na\t200\t1000\n", to: "x.bed")
    let merged = try folder.write("a\t200\t1500\nb\t100\t200\n", to: "y.bed")
    let outcome = try scan("--format", "bedgraph", "-L", bed)
    #expect(outcome.status == 0)
    #expect(outcome.messages.contains("not sorted"))
    #expect(outcome.output == (try scan("--format", "bedgraph", "-L", merged)).output)
    #expect(outcome.lines.count > 20)
  }

  @Test(arguments: ["a\t5\n", "a\tx\t9\n", "a\t9\t5\n"])
  func aBadBEDLineIsNamed(text: String) throws {
    let outcome = try scan("-L", try folder.write(text, to: "x.bed"))
    #expect(outcome.status == 65)
    #expect(outcome.errors.count == 1)
    #expect(outcome.errors.first?.contains("line 1") == true)
  }
}
