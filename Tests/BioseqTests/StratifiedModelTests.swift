import Foundation
import TestSupport
import Testing

/// Scans with a model whose null distributions depend on G+C content.
@Suite struct StratifiedModelTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A shipped model with its null and that shifted, for the strata between some borders.
  private func stratified(_ name: String, borders: [Double]) throws -> String {
    let file = try bytes(at: "\(program.packageFolder)/models/\(name).safetensors")
    let length = file.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    var header = try #require(
      try JSONSerialization.jsonObject(with: Data(file[8..<8 + length])) as? [String: Any])
    var metadata = try #require(header["__metadata__"] as? [String: String])
    let text = try #require(metadata["null_distribution"])
    var null = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    if let strata = null["strata"] as? [[String: Any]] { null = strata[0] }
    let scores = try #require(null["body_scores"] as? [Double])
    let strata = (0...borders.count).map { index in
      var stratum = null
      stratum["body_scores"] = scores.map { $0 + 0.8 * Double(index) }
      return stratum
    }
    metadata["null_distribution"] = String(
      decoding: try JSONSerialization.data(
        withJSONObject: ["gc_borders": borders, "strata": strata] as [String: Any]),
      as: UTF8.self)
    header["__metadata__"] = metadata
    var json = Array(try JSONSerialization.data(withJSONObject: header))
    while !json.count.isMultiple(of: 8) { json.append(0x20) }
    let size = (0..<8).map { UInt8(truncatingIfNeeded: json.count >> (8 * $0)) }
    let path = folder.file("\(name)-strata.safetensors")
    try Data(size + json + file[(8 + length)...]).write(to: URL(fileURLWithPath: path))
    return path
  }

  /// Contigs rich and poor in G and C with sites and a gap, and short ones.
  private func genome() throws -> String {
    let pieces = (0..<25).map { index in
      let chance = bases(600, seed: UInt64(index))
      return (index % 3 == 0 ? chance.replacing("T", with: "G") : chance) + "TGGCCACCAGGGGGCGCTA"
    }
    let gap = String(repeating: "N", count: 300)
    var text = fasta(["mixed": pieces.joined() + gap + bases(4000, seed: 99)])
    for index in 0..<12 {
      text += ">s\(index)\n" + bases(index * 17, seed: UInt64(index + 5)) + "\n"
    }
    return try folder.write(text, to: "genome.fa")
  }

  private func scan(_ arguments: [String]) throws -> String {
    let outcome = try program.run(["scan"] + arguments, folder: folder)
    #expect(outcome.status == 0, "\(outcome.messages)")
    return outcome.output
  }

  @Test(arguments: ["ctcf", "ctcf-dense"])
  func threadsShardsAndJournalsGiveTheSameBytes(name: String) throws {
    let model = try stratified(name, borders: [0.35, 0.5, 0.65])
    let input = try genome()
    for threshold in [["-p", "0.05"], ["-q", "0.4"]] {
      let options = ["-m", model, input] + threshold
      let whole = try scan(options + ["-@", "1"])
      #expect(whole.split(separator: "\n").count > 8)
      #expect(try scan(options + ["-@", "3"]) == whole)
      let shards = try (1...3).map { index in
        let path = folder.file("\(index).shard")
        _ = try scan(options + ["--shard", "\(index)/3", "-o", path, "--force", "-@", "2"])
        return path
      }
      let merged = try program.run(["merge"] + shards, folder: folder)
      #expect(merged.status == 0 && merged.output == whole, "\(merged.messages)")
      let resumed = folder.file("resumed.bed")
      _ = try scan(options + ["-o", resumed, "--resume", "--force"])
      let direct = folder.file("direct.bed")
      _ = try scan(options + ["-o", direct, "--force"])
      #expect(try folder.read("resumed.bed") == folder.read("direct.bed"))
    }
    #expect(
      try scan(["-m", name, input, "-p", "0.05"]) != scan(["-m", model, input, "-p", "0.05"]))
  }

  /// Places, scores and p-values of sites within a stretch of a contig.
  private func sites(_ arguments: [String], within stretch: ClosedRange<Int>) throws -> [[String]] {
    let lines = try scan(arguments + ["-p", "0.05", "--format", "tsv"]).split(separator: "\n").map {
      $0.split(separator: "\t").map(String.init)
    }
    let names = try #require(lines.first)
    let columns = ["start", "end", "probability", "pvalue"].compactMap { names.firstIndex(of: $0) }
    try #require(columns.count == 4)
    return lines.dropFirst().filter { line in
      line[0] == "mixed" && stretch.contains(Int(line[columns[0]]) ?? 0)
        && stretch.contains(Int(line[columns[1]]) ?? 0)
    }.map { line in columns.map { line[$0] } }
  }

  @Test(arguments: ["ctcf", "ctcf-dense"])
  func regionsGiveThePValuesOfTheWhole(name: String) throws {
    let options = ["-m", try stratified(name, borders: [0.35, 0.5, 0.65]), try genome()]
    let whole = try sites(options, within: 3500...8500)
    #expect(whole.count > 4)
    #expect(try sites(options + ["-r", "mixed:3001-9000"], within: 3500...8500) == whole)
  }

  @Test func theStrataAreShown() throws {
    let model = try stratified("ctcf", borders: [0.35, 0.5])
    let shown = try program.run("models", "show", model, folder: folder)
    #expect(shown.output.contains(#""null_strata" : "G+C below 35.0 %: "#))
    #expect(shown.output.contains("from 35.0 %: "))
    #expect(shown.output.contains("from 50.0 %: "))
  }

  @Test func strataThatMakeNoSenseAreRefused() throws {
    for borders in [[0.5, 0.4], [0.0], [1.5]] {
      let model = try stratified("ctcf", borders: borders)
      let outcome = try program.run("scan", try genome(), "-m", model, folder: folder)
      #expect(outcome.status == 69, "\(outcome.messages)")
      #expect(outcome.errors.first?.contains("null distribution") == true)
    }
  }
}
