internal import UserFacing

/// Requests that make no sense together.
enum BioseqError: UserFacingError {
  /// A track of values over reads, which overlap each other.
  case trackOfReads(input: String)
  /// Standard input for several motifs, which each need it.
  case inputOfSeveralModels
  /// One bedGraph for several models.
  case trackOfSeveralModels(path: String)
  /// `--stride` for a model that gives a value for each bin.
  case strideOfBins(model: String, bin: Int)
  /// `--mode` that the model has no values for.
  case modeOfAnotherModel(model: String, mode: String)
  /// Peaks, and no genome to cut windows from.
  case peaksWithoutGenome(path: String)
  /// Peaks, and no length to cut windows to.
  case peaksWithoutWindow(path: String)
  /// A background of windows like bound ones, which are no windows of the genome.
  case backgroundWithoutPeaks
  /// Options of words of bases for a network that reads bases.
  case wordsOfNoUse
  /// Vectors of words whose length the training of vectors cannot give.
  case vectorLength(Int)

  var diagnosis: Diagnosis {
    switch self {
    case .trackOfReads(let input):
      Diagnosis(
        "bedGraph holds one value a position, but aligned reads overlap", at: input.quotedInput,
        remedy: "write tsv, bed or jsonl, or scan the reference", exitStatus: .usage)
    case .inputOfSeveralModels:
      Diagnosis(
        "standard input can be read only once, but there are several motifs",
        remedy: "give a file, or choose one with --motif-name", exitStatus: .usage)
    case .trackOfSeveralModels(let path):
      Diagnosis(
        "bedGraph holds one value a position, but several models were given", at: path.quotedOutput,
        remedy: "run one model at a time", exitStatus: .usage)
    case .strideOfBins(let model, let bin):
      Diagnosis(
        "\(model.quoted) gives a value for every \(bin) bases, which --stride cannot change",
        remedy: "leave --stride out, or name a model of windows", exitStatus: .usage)
    case .modeOfAnotherModel(let model, let mode):
      Diagnosis(
        "\(model.quoted) \(mode == "dense" ? "scores windows" : "gives a value for each bin"), "
          + "so it cannot be run with --mode \(mode)",
        remedy: "leave --mode out, or choose another of \"bioseq models list\"", exitStatus: .usage)
    case .peaksWithoutGenome(let path):
      Diagnosis(
        "the file holds regions of a genome, not sequences", at: path.quotedInput,
        remedy: "give the genome with --genome", exitStatus: .usage)
    case .peaksWithoutWindow(let path):
      Diagnosis(
        "peaks have no one length", at: path.quotedInput,
        remedy: "give the length of the windows around them with --window", exitStatus: .usage)
    case .backgroundWithoutPeaks:
      Diagnosis(
        "a matched background is made for windows around peaks, and there are none",
        remedy: "give BED or narrowPeak with --positives", exitStatus: .usage)
    case .wordsOfNoUse:
      Diagnosis(
        "the architecture reads bases, but options for words of bases were given",
        remedy: "choose --architecture kegru, or leave out --kmer, --embedding and --pretrain",
        exitStatus: .usage)
    case .vectorLength(let length):
      Diagnosis(
        "vectors of \(length) numbers cannot be pretrained",
        remedy: "make it a multiple of 4, or give --embedding random", exitStatus: .usage)
    }
  }
}
