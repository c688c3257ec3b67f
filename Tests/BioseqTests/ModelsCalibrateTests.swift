import Foundation
import TestSupport
import Testing

/// `models calibrate` on the default model.
@Suite struct ModelsCalibrateTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func calibrate(
    _ options: String..., output: String = "new.safetensors"
  ) throws -> BuiltProgram.Outcome {
    let arguments = ["models", "calibrate", "ctcf", "-o", folder.file(output)]
    return try program.run(arguments + options, folder: folder)
  }

  private func shown(_ model: String) throws -> [String: Any] {
    let outcome = try program.run("models", "show", model, folder: folder)
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    return try #require(object as? [String: Any])
  }

  /// The bytes after the header: all tensors.
  private func tensors(_ path: String) throws -> ArraySlice<UInt8> {
    let file = try bytes(at: path)
    let header = file.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    return file[(8 + header)...]
  }

  @Test func theNullIsFittedToAGenomeAndAllElseIsKept() throws {
    let genome = try folder.write(fasta(["a": bases(6000)]), to: "g.fa")
    let outcome = try calibrate("--background", genome, "--windows", "1500")
    #expect(outcome.status == 0, "\(outcome.messages)")
    let new = folder.file("new.safetensors")
    #expect(
      try tensors(new).elementsEqual(
        tensors(program.packageFolder + "/models/ctcf.safetensors")))
    #expect(try program.run("models", "verify", new, folder: folder).status == 0)
    let (before, after) = (try shown("ctcf"), try shown(new))
    #expect(after["null_sample_count"] as? Int == 1500)
    for key in ["provenance", "calibration", "contract", "architecture", "training", "metrics"] {
      let isEqual = (before[key] as? NSDictionary) == (after[key] as? NSDictionary)
      #expect(isEqual && after[key] != nil, "\(key)")
    }
    let note = try #require((after["refits"] as? [[String: Any]])?.first)
    #expect(note["part"] as? String == "null_distribution")
    #expect(note["seed"] as? Int == 1)
    let source = try #require((note["sources"] as? [[String: Any]])?.first)
    #expect(source["name"] as? String == "g.fa")
    #expect((source["sha256"] as? String)?.count == 64)
  }

  @Test func theSameSeedGivesTheSameBytesForAnyThreads() throws {
    let genome = try folder.genome()
    for (name, threads) in [("1.safetensors", "1"), ("2.safetensors", "2")] {
      let outcome = try calibrate(
        "--background", genome, "--windows", "1200", "--background-kind", "genomic", "-@", threads,
        output: name)
      #expect(outcome.status == 0)
    }
    let isEqual = try folder.read("1.safetensors") == folder.read("2.safetensors")
    #expect(isEqual)
  }

  @Test func theCalibrationIsFittedToLabelledSequences() throws {
    // The core of the CTCF motif in the middle, or not.
    let lines = (0..<60).map { index -> String in
      let chance = bases(62, seed: UInt64(index) + 5)
      let isBound = index % 2 == 0
      let middle = isBound ? "TGGCCACCAGGGGGCGCTA" : bases(19, seed: UInt64(index) + 900)
      return "\(chance.prefix(31))\(middle)\(chance.suffix(31))\t\(isBound ? 1 : 0)"
    }
    let table = try folder.write("sequence\tlabel\n" + lines.joined(separator: "\n"), to: "x.tsv")
    let outcome = try calibrate("--examples", table)
    #expect(outcome.status == 0, "\(outcome.messages)")
    let (before, after) = (try shown("ctcf"), try shown(folder.file("new.safetensors")))
    #expect(
      (before["calibration"] as? NSDictionary) != (after["calibration"] as? NSDictionary))
    #expect(after["null_sample_count"] as? Int == before["null_sample_count"] as? Int)
    let check = try #require(after["calibration_check"] as? [String: Any])
    #expect((check["halves"] as? [Any])?.count == 2)
  }

  @Test func whatCannotBeFittedOnIsRefused() throws {
    let short = try folder.write(">a\n" + bases(90) + "\n", to: "short.fa")
    #expect(try calibrate("--background", short, "--background-kind", "genomic").status == 65)
    let unknown = try folder.write(">a\n" + String(repeating: "N", count: 500), to: "n.fa")
    #expect(try calibrate("--background", unknown).status == 65)
    #expect(try calibrate().status == 64)
    #expect(try calibrate("--background", "-").status == 64)
    #expect(try calibrate("--positives", short).status == 64)
    #expect(try !folder.names().contains("new.safetensors"))
  }

  @Test func aFileThatExistsIsNotReplacedUnasked() throws {
    let genome = try folder.genome()
    _ = try folder.write("mine", to: "new.safetensors")
    let options = ["--background", genome, "--windows", "1000"]
    #expect(try calibrate(options[0], options[1], options[2], options[3]).status == 73)
    #expect(try folder.read("new.safetensors") == Array("mine".utf8))
    #expect(
      try calibrate(options[0], options[1], options[2], options[3], "--force").status == 0)
  }
}
