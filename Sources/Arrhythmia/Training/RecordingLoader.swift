internal import ECGSignal
internal import FoundationEssentials
package import RecurrentCore
internal import UserFacing

/// Reads the recordings that a reference lists, conditioned, on several threads.
package struct RecordingLoader: Sendable {
  private let conditioner: SignalConditioner
  /// A lead's name or number from 0; the first lead if nil.
  private let lead: String?

  package init(_ contract: SignalContract, lead: String?) {
    conditioner = SignalConditioner(contract)
    self.lead = lead
  }

  /// What was read, in the order of names.
  package struct Result: Sendable {
    package let recordings: [LabelledRecording]
    /// How many recordings the reference does not list, which are left out.
    package let unlabelled: Int
    /// Names of recordings shorter than the contract's minimum, which are left out.
    package let tooShort: [String]
    /// Names of recordings longer than the contract's maximum, which are cut.
    package let cut: [String]
    /// All files that were read, those of recordings left out too.
    package let source: ModelProvenance.Source
  }

  /// - Parameters:
  ///   - paths: of recordings, or folders of recordings, which may hold others too.
  ///   - read: called after each recording, from any thread.
  /// - Throws: `unusableExamples` when a listed recording is not there or comes twice, what is wrong
  ///   with recordings, `CancellationError`.
  package func callAsFunction(
    _ paths: [String], _ reference: RhythmReference, threads: Int,
    read: @escaping @Sendable () -> Void = {}
  ) async throws -> Result {
    let (files, unlabelled) = try Self.files(paths, reference)
    var signals: [[Float]] = Array(repeating: [], count: files.count)
    var content = RecordingFiles()
    try await withThrowingTaskGroup(of: (Int, [Float], RecordingFiles).self) { group in
      for (index, file) in files.enumerated() {
        if index >= threads, let (done, signal, files) = try await group.next() {
          signals[done] = signal
          content.add(files)
        }
        group.addTask {
          try Task.checkCancellation()
          let (signal, files) = try self.signal(file.path)
          read()
          return (index, signal, files)
        }
      }
      for try await (done, signal, files) in group {
        signals[done] = signal
        content.add(files)
      }
    }
    return sorted(
      files.map(\.name), signals, reference, unlabelled: unlabelled, source: content.source)
  }

  private func sorted(
    _ names: [String], _ signals: [[Float]], _ reference: RhythmReference, unlabelled: Int,
    source: ModelProvenance.Source
  ) -> Result {
    let contract = conditioner.contract
    var recordings: [LabelledRecording] = []
    var tooShort: [String] = []
    var cut: [String] = []
    for (name, signal) in zip(names, signals) {
      guard let rhythm = reference.rhythms[name] else { continue }
      guard signal.count >= contract.minimumSamples else {
        tooShort.append(name)
        continue
      }
      if signal.count > contract.maximumSamples { cut.append(name) }
      recordings.append(
        LabelledRecording(
          name: name, rhythm: rhythm, signal: Array(signal.prefix(contract.maximumSamples))))
    }
    return Result(
      recordings: recordings, unlabelled: unlabelled, tooShort: tooShort, cut: cut, source: source)
  }

  private func signal(_ path: String) throws -> ([Float], RecordingFiles) {
    var reader = try RecordingReader(path: path)
    let index = try reader.description.signalIndex(of: lead ?? "0")
    let recording = try ECGRecording(&reader, signals: [index])
    let files = try RecordingFiles(reader.files())
    guard let lead = recording.leads.first, lead.samples.contains(where: { !$0.isNaN }) else {
      throw ECGSignalError.malformedSignal(path: path, problem: "no sample has a value")
    }
    let signal = try conditioner.condition(
      lead.samples, samplingFrequency: lead.samplingFrequency, units: lead.description.units,
      path: path)
    return (signal, files)
  }

  /// The listed recordings, by name.
  private static func files(
    _ paths: [String], _ reference: RhythmReference
  ) throws -> (files: [(name: String, path: String)], unlabelled: Int) {
    var unlabelled = 0
    var found: [String: String] = [:]
    for path in try paths.flatMap({ try RecordFinder.records(at: $0) }) {
      let name = name(path)
      guard reference.rhythms[name] != nil else {
        unlabelled += 1
        continue
      }
      if let other = found.updateValue(path, forKey: name) {
        throw ArrhythmiaError.unusableExamples(
          problem: "\(name.quoted) is both \(other.quoted) and \(path.quoted)",
          remedy: "give one folder of recordings")
      }
    }
    let missing = reference.names.filter { found[$0] == nil }
    if let first = missing.first {
      throw ArrhythmiaError.unusableExamples(
        problem: "\(missing.count) recordings of the reference are not there, first "
          + first.quoted,
        remedy: "give the folder that holds them, or remove their lines")
    }
    let files = found.map { (name: $0.key, path: $0.value) }
    return (files.sorted { $0.name < $1.name }, unlabelled)
  }

  /// The file's name without folder and extension.
  private static func name(_ path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    guard let dot = file.lastIndex(of: "."), dot > file.startIndex else { return file }
    return String(file[..<dot])
  }
}
