internal import ArgumentParser
internal import BindingSites
internal import RecurrentCore

/// The words that a network over words of bases reads, and what it knows of them at the start.
struct KmerOptions: ParsableArguments {
  enum Embedding: String, ExpressibleByArgument, CaseIterable {
    case pretrained, random
  }

  @Option(
    name: .customLong("kmer"),
    help: ArgumentHelp("Bases of a word, for kegru. (default: 5)", valueName: "bases"))
  var wordLength: Int?

  @Option(
    name: .customLong("kmer-stride"),
    help: ArgumentHelp("Bases from one word to the next. (default: 2)", valueName: "bases"))
  var wordStride: Int?

  @Option(help: "What words' vectors start from: word2vec or chance. (default: pretrained)")
  var embedding: Embedding?

  @Option(
    help: ArgumentHelp(
      "Sequences to learn words' vectors from. (default: the training sequences)",
      valueName: "file"), completion: .file())
  var pretrain: String?

  private static let defaultLength = 5
  private static let defaultStride = 2

  var length: Int { wordLength ?? Self.defaultLength }
  private var stride: Int { wordStride ?? Self.defaultStride }

  /// The file read besides the sets.
  var files: [String] { pretrain.map { [$0] } ?? [] }

  mutating func validate() throws {
    guard 1...SequenceEncoding.longestWord ~= length, 1...length ~= stride else {
      throw ValidationError(
        "--kmer lies between 1 and \(SequenceEncoding.longestWord), --kmer-stride between 1 and --kmer"
      )
    }
    guard pretrain == nil || embedding != .random else {
      throw ValidationError("--pretrain has no use with --embedding random")
    }
  }

  /// How the architecture's input is made.
  ///
  /// Throws `wordsOfNoUse` for options of words with a network that reads bases.
  func encoding(for architecture: NetworkArchitecture) throws -> SequenceEncoding {
    if case .tokens = architecture.input { return .kmers(length: length, stride: stride) }
    guard wordLength == nil, wordStride == nil, embedding == nil, pretrain == nil else {
      throw BioseqError.wordsOfNoUse
    }
    return .oneHot
  }

  /// How the words' vectors of a network over words are trained; nil where they start from chance.
  ///
  /// Throws `vectorLength` for a length that cannot be trained.
  func wordVectors(for architecture: NetworkArchitecture) throws -> WordVectorSettings? {
    guard case .embedding(let options) = architecture.layers.first, embedding != .random else {
      return nil
    }
    guard options.outputs.isMultiple(of: 4) else {
      throw BioseqError.vectorLength(options.outputs)
    }
    var settings = WordVectorSettings()
    settings.dimensions = options.outputs
    return settings
  }

  func pretrainingSequences(seed: UInt64) throws -> [[UInt8]]? {
    try pretrain.map { try PretrainingSequences.read(path: $0, seed: seed) }
  }
}
