import Foundation
import TestSupport
import Testing

/// Models that give a value for every few bases: training, scanning in parts, prediction.
@Suite struct BinModelTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let site = "GACCACGTGGTCATG"
  private static let architecture = """
    {"input": {"features": 4}, "layers": [
      {"type": "convolution", "outputs": 8, "taps": 13}, {"type": "relu"},
      {"type": "max_pooling", "size": 4},
      {"type": "lstm", "hidden_size": 4, "direction": "bidirectional"},
      {"type": "dense", "outputs": 1}]}
    """

  /// Stretches of 128 bases with a site and targets for bins of 4.
  private func stretches(_ count: Int) throws -> String {
    let lines = (0..<count).map { index in
      let chance = bases(128, seed: UInt64(index) &* 7919 &+ 3)
      let start = 8 + index * 13 % 90
      let targets = (0..<32).map { bin in
        let distance = abs(4 * bin + 2 - start - 7)
        return distance < 4 ? "1" : distance < 12 ? "." : "0"
      }
      return chance.prefix(start) + Self.site + chance.dropFirst(start + 15) + "\t"
        + targets.joined(separator: " ") + "\n"
    }
    return try folder.write("sequence\ttargets\n" + lines.joined(), to: "stretches.tsv")
  }

  /// Sequences of 61 bases, every other with a site in its middle.
  private func validation(_ count: Int) throws -> String {
    let lines = (0..<count).map { index in
      let chance = bases(61, seed: UInt64(index) &* 104_729 &+ 11)
      let isBound = index % 2 == 0
      return chance.prefix(23) + (isBound ? Self.site : String(chance.dropFirst(23).prefix(15)))
        + chance.dropFirst(38) + "\t\(isBound ? 1 : 0)\n"
    }
    return try folder.write("sequence\tlabel\n" + lines.joined(), to: "validation.tsv")
  }

  private func train(_ options: String...) throws -> BuiltProgram.Outcome {
    try program.run(
      [
        "train", "--stretches", try stretches(200), "--validation", try validation(80),
        "--architecture", try folder.write(Self.architecture, to: "net.json"), "--epochs", "6",
        "--batch-size", "8", "--learning-rate", "0.03", "--chunk", "256", "--context", "64",
        "--site", "20", "--pvalue-threshold", "0.05", "--force", "-o",
        folder.file("m.safetensors"),
      ] + options, folder: folder)
  }

  private func genome() throws -> String {
    let gap = String(repeating: "N", count: 700)
    let long =
      (0..<30).map { bases(900, seed: $0) + Self.site }.joined() + gap + bases(20_000, seed: 77)
    var text = fasta(["none": "", "long": long, "one": "A"])
    for index in 0..<20 {
      text += ">s\(index)\n" + bases(index * 29 % 400, seed: UInt64(index + 5)) + "\n"
    }
    return try folder.write(text + ">last\n", to: "genome.fa")
  }

  /// The track of a scan that is ended early and gone on with until it is done.
  private func endedEarly(_ command: [String]) throws -> String {
    var limit = 0.05
    for _ in 0..<40 {
      let outcome = try program.run(
        command + ["-o", folder.file("r.bedgraph"), "--resume", "--time-limit", "\(limit)s"],
        folder: folder)
      if outcome.status == 0 { break }
      try #require(outcome.status == 75, "\(outcome.messages)")
      limit *= 1.2
    }
    return String(decoding: try folder.read("r.bedgraph"), as: UTF8.self)
  }

  @Test func aModelOfBinsIsTrainedAndScansTheSameInAllParts() throws {
    let trained = try train()
    #expect(trained.status == 0, "\(trained.messages)")
    let model = ["-m", folder.file("m.safetensors")]
    let verified = try program.run("models", "verify", model[1], folder: folder)
    #expect(verified.status == 0, "\(verified.messages)")
    let input = try genome()

    let track = try program.run(
      ["scan", input, "--format", "bedgraph", "-@", "1"] + model, folder: folder)
    #expect(track.status == 0, "\(track.messages)")
    let first = track.lines.first { $0.hasPrefix("long\t") }
    #expect(first?.hasPrefix("long\t0\t4\t") == true)
    #expect(try endedEarly(["scan", input] + model) == track.output)
    let parallel = try program.run(
      ["scan", input, "--format", "bedgraph", "-@", "3", "--mode", "dense"] + model, folder: folder)
    #expect(parallel.output == track.output)
    let region = try program.run(
      ["scan", input, "--format", "bedgraph", "-r", "long:5001-6000", "-r", "s7:1-20"] + model,
      folder: folder)
    #expect(Set(region.lines).isSubset(of: track.lines))
    #expect(region.lines.contains { $0.hasPrefix("long\t5000\t5004\t") })
    #expect(254...275 ~= region.lines.count)

    let sites = try program.run(["scan", input] + model, folder: folder)
    #expect(sites.status == 0)
    let found = sites.lines.filter { $0.hasPrefix("long\t") }.map { $0.split(separator: "\t") }
    let middles = found.compactMap { Int($0[1]) }.map { $0 + 10 }
    let planted = (0..<30).count { index in
      middles.contains { abs($0 - (900 * (index + 1) + 15 * index + 7)) <= 8 }
    }
    #expect(planted >= 25)
    #expect(found.allSatisfy { Int($0[2]) == Int($0[1]).map { $0 + 20 } })

    var shards: [String] = []
    for index in 1...3 {
      shards.append(folder.file("\(index).shard"))
      let outcome = try program.run(
        ["scan", input, "--shard", "\(index)/3", "--keep-track", "-o", shards[index - 1]] + model,
        folder: folder)
      #expect(outcome.status == 0, "\(outcome.messages)")
    }
    let merged = try program.run(["merge"] + shards, folder: folder)
    #expect(merged.output == sites.output)
    let mergedTrack = try program.run(
      ["merge", "--format", "bedgraph"] + shards, folder: folder)
    #expect(mergedTrack.output == track.output)

    let resumed = try program.run(
      ["scan", input, "--resume", "-o", folder.file("resumed.bedgraph")] + model, folder: folder)
    #expect(resumed.status == 0, "\(resumed.messages)")
    #expect(
      String(decoding: try folder.read("resumed.bedgraph"), as: UTF8.self) == track.output)

    let predicted = try program.run(
      ["predict", folder.write(fasta(["a": bases(101)]), to: "a.fa")] + model, folder: folder)
    #expect(predicted.lines.count == 2 && predicted.lines.last?.hasPrefix("a\t101\t0\t") == true)
    let evaluated = try program.run(
      ["evaluate", folder.file("validation.tsv")] + model, folder: folder)
    #expect(evaluated.output.contains("\"positives\" : 40"))
  }

  @Test func whatAModelHasNoValuesForIsRefused() throws {
    #expect(try train("--epochs", "3").status == 0)
    let model = folder.file("m.safetensors")
    let input = try folder.genome()
    for (arguments, text) in [
      (["-m", model, "--mode", "window"], "gives a value for each bin"),
      (["-m", "ctcf", "--mode", "dense"], "scores windows"),
      (["-m", model, "--stride", "10"], "a value for every 4 bases"),
    ] {
      let outcome = try program.run(["scan", input] + arguments, folder: folder)
      #expect(outcome.status == 64)
      #expect(outcome.errors.count == 1 && outcome.errors.first?.contains(text) == true)
    }
  }

  @Test(
    arguments: [
      ("sequence\ttarget\nACGT\t1\n", "no columns"), ("sequence\ttargets\nACGT\t2\n", "a target"),
      ("sequence\ttargets\nACGT\t1 0 1\n", "4 bases with 3 targets"),
      ("sequence\ttargets\nACGT\t1\nACGTACGT\t1\n", "8 bases with 1 targets"),
      ("sequence\ttargets\nAC!T\t1\n", "no bases"), ("sequence\ttargets\n", "holds no stretch"),
      ("sequence\ttargets\tweight\nACGT\t1\t-2\n", "weight"),
    ])
  func badTablesOfStretchesAreNamed(text: String, problem: String) throws {
    let table = try folder.write(text, to: "x.tsv")
    let outcome = try program.run(
      "train", "--stretches", table, "--validation", try validation(80), "-o",
      folder.file("m.safetensors"), folder: folder)
    #expect(outcome.status == 65)
    #expect(outcome.errors.count == 1 && outcome.errors.first?.contains(problem) == true)
  }

  @Test func aGridThatDoesNotFitIsRefused() throws {
    for options in [
      ["--chunk", "100"], ["--context", "30"], ["--site", "21"], ["--site", "400"],
    ] {
      let outcome = try train(options[0], options[1])
      #expect(outcome.status == 69 && outcome.errors.count == 1, "\(options)")
    }
    let outcome = try program.run(
      "train", "--stretches", "x", "-o", folder.file("m.safetensors"), folder: folder)
    #expect(outcome.status == 64)
  }
}
