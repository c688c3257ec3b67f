/// What a run was and what became of each input; written as JSON with keys in a fixed order. `Manifest.md`
/// describes every key.
package struct Manifest: Codable, Sendable, Equatable {
  /// A file with a SHA-256 in hexadecimal, where it was computed.
  package struct File: Codable, Sendable, Equatable {
    package var path: String
    package var sha256: String?

    package init(path: String, sha256: String? = nil) {
      self.path = path
      self.sha256 = sha256
    }
  }

  /// A result as it lay on the disk when the run ended.
  package struct Result: Codable, Sendable, Equatable {
    package var path: String
    package var bytes: Int64
    package var sha256: String

    package init(path: String, bytes: Int64, sha256: String) {
      self.path = path
      self.bytes = bytes
      self.sha256 = sha256
    }
  }

  package struct Model: Codable, Sendable, Equatable {
    package var name: String
    package var file: File

    package init(name: String, file: File) {
      self.name = name
      self.file = file
    }
  }

  /// What happened to one contig or record.
  package struct Item: Codable, Sendable, Equatable {
    package var name: String
    /// The input it is of, where there are several.
    package var input: String?
    /// What scored it, where there are several: a model's name, or its path where two have one name.
    package var model: String?
    /// Bases, samples or whatever the program reads.
    package var read: Int64
    /// Of what was read: bases that are not A, C, G or T, missing samples.
    package var ambiguous: Int64
    package var scored: Int64
    package var reported: Int64
    /// Units left out, by reason.
    package var skipped: [String: Int64]

    package init(
      name: String, input: String? = nil, read: Int64 = 0, ambiguous: Int64 = 0, scored: Int64 = 0,
      reported: Int64 = 0, skipped: [String: Int64] = [:]
    ) {
      self.name = name
      self.input = input
      self.read = read
      self.ambiguous = ambiguous
      self.scored = scored
      self.reported = reported
      self.skipped = skipped
    }
  }

  /// An input that failed, with the message shown for it.
  package struct Failure: Codable, Sendable, Equatable {
    package var input: String
    package var message: String

    package init(input: String, message: String) {
      self.input = input
      self.message = message
    }
  }

  package struct Cost: Codable, Sendable, Equatable {
    package var wallSeconds: Double
    package var processorSeconds: Double
    package var peakMemoryBytes: Int64
    /// What the items read, a second of wall time; nil where nothing was.
    package var unitsPerSecond: Double?

    package init(
      wallSeconds: Double, processorSeconds: Double, peakMemoryBytes: Int64,
      unitsPerSecond: Double? = nil
    ) {
      self.unitsPerSecond = unitsPerSecond
      self.wallSeconds = wallSeconds
      self.processorSeconds = processorSeconds
      self.peakMemoryBytes = peakMemoryBytes
    }
  }

  package static let currentSchema = 2

  /// The version of this format.
  package var schema = currentSchema
  package var program: String
  package var version: String
  /// The kernels'.
  package var instructionSet: String?
  package var commandLine: [String]
  package var seed: UInt64?
  package var threads: Int?
  /// Which shard of how many, as `2/7`.
  package var shard: String?
  package var models: [Model] = []
  package var inputs: [File] = []
  package var outputs: [String] = []
  /// Those of the outputs that are files.
  package var results: [Result] = []
  /// What the items read and scored: bases, samples.
  package var unit: String?
  /// Sums that a reader may want first.
  package var counts: [String: Int64] = [:]
  package var items: [Item] = []
  package var failures: [Failure] = []
  /// Start of the run, ISO 8601 in UTC.
  package var started: String?
  package var cost: Cost?
  package var exitStatus: Int32?

  /// What items call a model of the run: nothing where it is the only one.
  package func itemName(ofModel name: String, at path: String) -> String? {
    guard models.count > 1 else { return nil }
    return models.count { $0.name == name } > 1 ? path : name
  }

  /// Adds to one of the counts.
  package mutating func count(_ name: String, _ number: some BinaryInteger) {
    counts[name, default: 0] += Int64(number)
  }

  package init(program: String, version: String, commandLine: [String]) {
    self.program = program
    self.version = version
    self.commandLine = commandLine
  }
}
