import Foundation
import TestSupport
import Testing

/// `train` and `evaluate` on sets made for the purpose.
@Suite struct TrainingCommandTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Sequences of 61 bases, of which bound ones hold a word in the middle.
  private func examples(_ count: Int, isBound: Bool, seed: UInt64) throws -> String {
    let middle = isBound ? "GACCACGTGGTCA" : ""
    let side = (61 - middle.count) / 2
    let sequences = (0..<count).map { index in
      let chance = bases(61, seed: seed &+ UInt64(index) &* 7919)
      return ">s\(seed)-\(index)\n" + chance.prefix(side) + middle
        + chance.suffix(61 - middle.count - side) + "\n"
    }
    return try folder.write(sequences.joined(), to: "\(isBound)-\(count).fa")
  }

  private func train(
    _ positives: String, _ negatives: String, _ options: String..., output: String = "m.safetensors"
  ) throws -> BuiltProgram.Outcome {
    let arguments = ["train", "--positives", positives, "--negatives", negatives]
    return try program.run(
      arguments + [
        "--validation", "0.4", "--architecture", "conv", "--epochs", "1",
        "--null-windows", "2000", "-o", folder.file(output),
      ] + options, folder: folder)
  }

  private func expectRefusal(
    _ outcome: BuiltProgram.Outcome, _ text: String, _ location: SourceLocation = #_sourceLocation
  ) throws {
    #expect(outcome.status == 65, sourceLocation: location)
    #expect(outcome.errors.count == 1, sourceLocation: location)
    #expect(outcome.errors.first?.contains(text) == true, sourceLocation: location)
    #expect(try !folder.names().contains("m.safetensors"), sourceLocation: location)
  }

  @Test func aTrainedModelScansAndEvaluates() throws {
    let positives = try examples(60, isBound: true, seed: 1)
    let negatives = try examples(60, isBound: false, seed: 9)
    let trained = try train(positives, negatives, "--epochs", "6", "--learning-rate", "0.01")
    #expect(trained.status == 0)
    let model = folder.file("m.safetensors")
    let verified = try program.run("models", "verify", model, folder: folder)
    #expect(verified.status == 0)
    let scanned = try program.run(
      "scan", "-m", model, try folder.genome(), "-p", "1", folder: folder)
    #expect(scanned.lines.last?.hasPrefix("b\t0\t1000\t.\tm\t") == true)
    let evaluated = try program.run(
      "evaluate", "-m", model, "--positives", positives, "--negatives", negatives, folder: folder)
    #expect(evaluated.status == 0)
    #expect(evaluated.output.contains("\"positives\" : 60"))
    #expect(evaluated.output.contains("\"negatives\" : 60"))
    var damaged = try folder.read("m.safetensors")
    damaged[damaged.count - 4] ^= 1
    let path = try folder.write(damaged, to: "damaged.safetensors")
    for command in [["models", "verify", path], ["scan", "-m", path, try folder.genome()]] {
      let outcome = try program.run(command, folder: folder)
      #expect(outcome.status == 69)
      #expect(outcome.errors.first?.contains("damaged") == true, "\(outcome.messages)")
    }
  }

  @Test func severalNetworksBecomeOneModel() throws {
    let positives = try examples(60, isBound: true, seed: 1)
    let negatives = try examples(60, isBound: false, seed: 9)
    let trained = try train(
      positives, negatives, "--epochs", "2", "--members", "2", "--least-auroc", "0",
      "--checkpoint", folder.file("state"))
    #expect(trained.status == 0)
    #expect(trained.messages.contains("network 2 of 2, epoch 2: "))
    #expect(trained.messages.contains(", auROC "))
    #expect(try Set(folder.names()).isSuperset(of: ["state.1", "state.2"]))
    let model = folder.file("m.safetensors")
    let shown = try program.run("models", "show", model, folder: folder)
    #expect(shown.output.contains("\"network_count\" : 2"))
    #expect(shown.output.contains("2 networks: about 2 times the time of one"))
    #expect(try program.run("models", "verify", model, folder: folder).status == 0)
  }

  @Test func factorsTrainedTogetherGetAModelEach() throws {
    let first = try examples(60, isBound: true, seed: 1)
    let negatives = try examples(60, isBound: false, seed: 9)
    // The bound sequences of both are the same, so that none may be on both sides.
    let outcome = try program.run(
      "train", "--task", "AP1=\(first)", "--task", "Max=\(first)", "--negatives", negatives,
      "--folds", "3", "--fold", "1", "--architecture", "conv", "--epochs", "2",
      "--learning-rate", "0.01", "--least-auroc", "0", "--null-windows", "2000",
      "-o", folder.file("both.safetensors"), folder: folder)
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(
      try folder.names().filter { $0.hasPrefix("both") } == [
        "both-ap1.safetensors", "both-max.safetensors",
      ])
    for name in ["ap1", "max"] {
      let model = folder.file("both-\(name).safetensors")
      #expect(try program.run("models", "verify", model, folder: folder).status == 0)
    }
    let scanned = try program.run(
      "scan", "-m", folder.file("both-max.safetensors"), try folder.genome(), "-p", "1",
      folder: folder)
    #expect(scanned.lines.last?.contains("\tMax\t") == true)
  }

  @Test func aTaskOfALabelledTableBringsItsUnboundSequences() throws {
    let bound = try examples(60, isBound: true, seed: 1)
    let unbound = try examples(60, isBound: false, seed: 9)
    let rows = try [(bound, 1), (unbound, 0)].flatMap { path, label in
      try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        .filter { !$0.hasPrefix(">") }.map { "\($0),\(label)" }
    }
    let table = try folder.write(
      (["sequence,label"] + rows).joined(separator: "\n"), to: "labelled.csv")
    let run = ["train", "--folds", "3", "--fold", "1", "--dry-run", "-o", "m.safetensors"]
    let outcome = try program.run(
      run + ["--task", "A=\(table)", "--task", "B=\(bound)", "--negatives", unbound],
      folder: folder)
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(
      outcome.messages.components(separatedBy: "bound and").count == 3, "\(outcome.messages)")
    let without = try program.run(
      run + ["--task", "A=\(table)", "--task", "B=\(bound)"], folder: folder)
    #expect(without.status == 65)
    #expect(without.messages.contains("unbound"), "\(without.messages)")
  }

  @Test(arguments: [
    (["--task", "A=x.fa"], "for several factors"),
    (["--task", "A=x.fa", "--task", "a=y.fa"], "label"),
    (["--task", "/=x.fa", "--task", "a=y.fa"], "'/=x.fa' is invalid"),
    (["--task", "A=x.fa", "--task", "B=y.fa", "--label", "C"], "labels are given there"),
  ])
  func tasksThatMakeNoSenseAreUsageErrors(options: [String], message: String) throws {
    let outcome = try program.run(
      ["train", "--shuffle", "dinucleotide", "-o", "m.safetensors"] + options, folder: folder)
    #expect(outcome.status == 64)
    #expect(outcome.messages.contains(message), "\(outcome.messages)")
  }

  @Test func aModelUponWordsDoesAllThatAModelDoes() throws {
    let positives = try examples(60, isBound: true, seed: 1)
    let negatives = try examples(60, isBound: false, seed: 9)
    let network = try folder.write(
      """
      {"input": {"tokens": 65}, "layers": [{"type": "embedding", "outputs": 8},
        {"type": "gru", "hidden_size": 4, "direction": "bidirectional"},
        {"type": "global_pooling", "parts": ["max"]}, {"type": "dense", "outputs": 1}]}
      """, to: "words.json")
    let trained = try train(
      positives, negatives, "--architecture", network, "--kmer", "3", "--kmer-stride", "3",
      "--least-auroc", "0", "--pretrain", positives, "--epochs", "8", "--learning-rate", "0.02")
    #expect(trained.status == 0)
    let model = folder.file("m.safetensors")
    #expect(try program.run("models", "verify", model, folder: folder).status == 0)
    #expect(
      try program.run("models", "show", model, folder: folder).output.contains(
        "\"kmer_length\" : 3"))
    let scanned = try program.run(
      "scan", "-m", model, try folder.genome(), "-p", "1", folder: folder)
    #expect(scanned.status == 0 && scanned.lines.count > 2)
    let scored = try program.run("predict", "-m", model, positives, folder: folder)
    #expect(scored.lines.count == 61)
    let evaluated = try program.run(
      "evaluate", "-m", model, "--positives", positives, "--negatives", negatives, folder: folder)
    #expect(evaluated.status == 0)
    let refused = try train(positives, negatives, "--kmer", "4", output: "n.safetensors")
    #expect(refused.status == 64)
  }

  @Test(arguments: [
    ["-o", "true-60.fa", "--force"], ["-o", "m.safetensors", "--checkpoint", "false-60.fa"],
    ["-o", "m.safetensors", "--write-set", "true-60.fa", "--force"],
    ["-o", "m.safetensors", "--manifest", "false-60.fa", "--force"],
    ["-o", "m.safetensors", "--manifest", "m.safetensors", "--force"],
  ])
  func trainingNeverReplacesWhatItReads(options: [String]) throws {
    let positives = try examples(60, isBound: true, seed: 1)
    let negatives = try examples(60, isBound: false, seed: 9)
    let paths = options.map { $0.contains(".") ? folder.file($0) : $0 }
    let outcome = try program.run(
      ["train", "--positives", positives, "--negatives", negatives] + paths, folder: folder)
    #expect(outcome.status == 64, "\(outcome.messages)")
    #expect(try folder.names() == ["false-60.fa", "true-60.fa"])
    #expect(try folder.read("true-60.fa").first == UInt8(ascii: ">"))
  }

  @Test func anEarlierCheckpointIsNotLostUnasked() throws {
    let positives = try examples(60, isBound: true, seed: 1)
    let negatives = try examples(60, isBound: false, seed: 9)
    let checkpoint = try folder.write("hours of work", to: "state")
    let outcome = try program.run(
      "train", "--positives", positives, "--negatives", negatives, "--checkpoint", checkpoint,
      "-o", folder.file("m.safetensors"), folder: folder)
    #expect(outcome.status == 73)
    #expect(try folder.read("state") == Array("hours of work".utf8))
  }

  @Test func trialsAreWrittenAsATable() throws {
    let trained = try train(
      try examples(60, isBound: true, seed: 1), try examples(60, isBound: false, seed: 9),
      "--trials", "2", "--trials-table", folder.file("trials.tsv"), "--least-auroc", "0")
    #expect(trained.status == 0)
    let lines = String(decoding: try folder.read("trials.tsv"), as: UTF8.self).split(
      separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[0].hasPrefix("#trial\tlearning_rate\tweight_decay\tdropout\t"))
    #expect(lines[1].hasPrefix("1\t0.004\t0\t0.2\t64\t19\tNA\t"))
    let shown = try program.run("models", "show", folder.file("m.safetensors"), folder: folder)
    #expect(shown.output.contains("\"best_trial\""))
  }

  @Test func setsNothingCanBeLearnedFromAreRefused() throws {
    let positives = try examples(60, isBound: true, seed: 1)
    let negatives = try examples(60, isBound: false, seed: 9)
    let few = try examples(5, isBound: true, seed: 1)
    try expectRefusal(try train(few, negatives), "too few")
    try expectRefusal(
      try train(positives, positives),
      "none of the 60 unbound sequences given can be used (60 sequences given as bound and as unbound"
    )
    let unknown = (0..<60).map { ">n\($0)\n" + String(repeating: "N", count: 61) + "\n" }
    try expectRefusal(
      try train(folder.write(unknown.joined(), to: "n.fa"), negatives),
      "none of the 60 bound sequences given can be used (60 sequences without a single known base")
    try expectRefusal(
      try train(folder.write(">a\n" + bases(90), to: "long.fa"), negatives), "lengths from 61 to 90"
    )
  }

  @Test func aClassThatWasNotGivenIsNamedWithTheOther() throws {
    let positives = try examples(60, isBound: true, seed: 1)
    let rows = try String(contentsOfFile: positives, encoding: .utf8).split(separator: "\n")
      .filter { !$0.hasPrefix(">") }.map { "\($0)\t1" }
    let table = try folder.write(
      (["sequence\tlabel"] + rows).joined(separator: "\n"), to: "bound.tsv")
    let outcome = try program.run(
      "train", "--examples", table, "-o", folder.file("m.safetensors"), folder: folder)
    try expectRefusal(outcome, "only bound sequences were given: 60")
  }

  @Test func theSideOfTheSplitThatIsTooSmallIsNamedWithTheTotals() throws {
    let positives = try examples(60, isBound: true, seed: 1)
    let negatives = try examples(60, isBound: false, seed: 9)
    let small = try train(positives, negatives, "--validation", "0.1")
    try expectRefusal(small, "the validation set has ")
    #expect(small.errors.first?.contains(" of 60 bound and ") == true)
    #expect(small.errors.first?.contains(" of 60 unbound sequences") == true)
    let rows = (0..<85).map { index in
      let isValidation = index < 50
      return "\(bases(61, seed: UInt64(index) + 5))\t\(index % 2 == 0 && index < 70 ? 1 : 0)\t"
        + (isValidation ? "validation" : "training")
    }
    let table = try folder.write(
      (["sequence\tlabel\tside"] + rows).joined(separator: "\n"), to: "sides.tsv")
    let training = try program.run(
      "train", "--examples", table, "-o", folder.file("m.safetensors"), folder: folder)
    try expectRefusal(
      training, "the training set has 10 of 35 bound and 25 of 50 unbound sequences")
  }

  @Test func labelsAreZeroOrOne() throws {
    let table = try folder.write("sequence\tlabel\n\(bases(61))\t2\n", to: "x.tsv")
    let outcome = try program.run(
      "train", "--examples", table, "-o", folder.file("m.safetensors"), folder: folder)
    try expectRefusal(outcome, "the label \"2\" is not 0 or 1")
    let evaluated = try program.run("evaluate", table, folder: folder)
    #expect(evaluated.status == 65)
  }

  @Test func aRateThatIsTooHighEndsTraining() throws {
    let outcome = try train(
      try examples(60, isBound: true, seed: 1), try examples(60, isBound: false, seed: 9),
      "--learning-rate", "1e30")
    try expectRefusal(outcome, "training failed")
  }

  @Test func whereTheModelGoesIsCheckedFirst() throws {
    let arguments = ["train", "--positives", folder.file("none"), "--negatives", "none", "-o"]
    let outcome = try program.run(arguments + [folder.file("none/m")], folder: folder)
    #expect(outcome.status == 73)
    let taken = try folder.write("mine", to: "taken")
    #expect(try program.run(arguments + [taken], folder: folder).status == 73)
    #expect(try program.run(arguments + [folder.file("m")], folder: folder).status == 66)
  }

  @Test func oneClassCannotBeEvaluated() throws {
    let table = try folder.write("sequence\tlabel\n\(bases(101))\t1\n", to: "x.tsv")
    let outcome = try program.run("evaluate", table, folder: folder)
    #expect(outcome.status == 65)
    #expect(outcome.errors.first?.contains("one class") == true)
  }
}
