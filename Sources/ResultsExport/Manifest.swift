/// What a run was and what became of each input; written as JSON with keys in a fixed order.
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
    /// Bases, samples or whatever the program reads.
    package var read: Int64
    package var scored: Int64
    package var reported: Int64
    /// Units left out, by reason.
    package var skipped: [String: Int64]

    package init(
      name: String, read: Int64 = 0, scored: Int64 = 0, reported: Int64 = 0,
      skipped: [String: Int64] = [:]
    ) {
      self.name = name
      self.read = read
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

    package init(wallSeconds: Double, processorSeconds: Double, peakMemoryBytes: Int64) {
      self.wallSeconds = wallSeconds
      self.processorSeconds = processorSeconds
      self.peakMemoryBytes = peakMemoryBytes
    }
  }

  package var program: String
  package var version: String
  package var commandLine: [String]
  package var seed: UInt64?
  package var threads: Int?
  /// Which shard of how many, as `2/7`.
  package var shard: String?
  package var models: [Model] = []
  package var inputs: [File] = []
  package var outputs: [String] = []
  package var items: [Item] = []
  package var failures: [Failure] = []
  /// Start of the run, ISO 8601 in UTC.
  package var started: String?
  package var cost: Cost?
  package var exitStatus: Int32?

  package init(program: String, version: String, commandLine: [String]) {
    self.program = program
    self.version = version
    self.commandLine = commandLine
  }
}
