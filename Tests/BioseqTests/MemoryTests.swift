import Foundation
import TestSupport
import Testing

/// Scans in a bound of memory.
@Suite struct MemoryTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func scan(_ arguments: [String]) throws -> BuiltProgram.Outcome {
    try program.run(["scan"] + arguments, folder: folder)
  }

  /// One contig far longer than what a run may hold of it.
  private func genome() throws -> String {
    let line = String(repeating: "N", count: 1000) + "\n"
    let text =
      ">big\n" + bases(25_000) + "\n" + String(repeating: line, count: 1500)
      + bases(25_000, seed: 7)
    return try folder.write(text + "\n", to: "big.fa")
  }

  /// What the refusal of a tiny bound says would be enough, e.g. `58M`.
  private func leastMemory(_ options: [String]) throws -> String {
    let refused = try scan(options + ["--max-memory", "1M", "-o", folder.file("refused.tsv")])
    #expect(refused.status == 71)
    #expect(try !folder.names().contains("refused.tsv"))
    let message = try #require(refused.errors.first)
    #expect(message.contains("--max-memory gives 1M"))
    let words = message.split(separator: " ")
    let place = try #require(words.firstIndex(of: "about"))
    return String(words[place + 1])
  }

  @Test(arguments: [
    ["-m", "ctcf-dense", "-q", "1"], ["-m", "ctcf", "--stride", "3", "-q", "1"],
    ["-m", "ctcf-dense", "-p", "0.1", "--resume"],
  ])
  func aRunStaysBelowTheMemoryItIsGiven(options: [String]) throws {
    let genome = try genome()
    let whole = try scan([genome, "-o", folder.file("whole.tsv"), "-@", "2"] + options)
    #expect(whole.status == 0)
    let least = try leastMemory([genome] + options)
    let bound = try scan(
      [genome, "-o", folder.file("bound.tsv"), "--manifest", folder.file("run.json"), "-@", "2"]
        + options + ["--max-memory", least])
    #expect(bound.status == 0, "\(bound.messages)")
    #expect(bound.messages.contains("1 of 2 threads"))
    #expect(try folder.read("bound.tsv") == folder.read("whole.tsv"))
    #expect(try folder.read("whole.tsv").count > 100)
    let manifest = try JSONDecoder().decode(Manifest.self, from: Data(try folder.read("run.json")))
    let megabytes = try #require(Int(least.dropLast()))
    #expect(manifest.cost.peakMemoryBytes <= megabytes << 20)
    #expect(manifest.cost.peakMemoryBytes > 0)
    #expect(manifest.threads == 1)
  }

  @Test(arguments: ["", "5X", "-1G", "0"])
  func whatIsNoSizeIsRefused(size: String) throws {
    #expect(try scan([folder.genome(), "--max-memory=\(size)"]).status == 64)
  }
}

/// What a test asks of a manifest.
private struct Manifest: Decodable {
  struct Cost: Decodable {
    let peakMemoryBytes: Int
  }

  let cost: Cost
  let threads: Int
}
