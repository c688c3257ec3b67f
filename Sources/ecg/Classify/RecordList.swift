internal import Arrhythmia
internal import CommandSupport
internal import ECGSignal
internal import FoundationEssentials
internal import ResultsExport
internal import UserFacing

/// The records that the paths on a command line mean, each once, in the order given.
struct RecordList {
  private(set) var sources: [RecordSource] = []
  /// What is wrong with paths that gave no record.
  private(set) var failures: [(path: String, error: any UserFacingError)] = []
  /// How often a record was given that was there already.
  private(set) var repetitions = 0

  private static let extensions = ["hea", "edf", "bdf", "rec", "mat", "dat", "csv", "tsv", "txt"]
  private static let textExtensions = ["csv", "tsv", "txt"]

  /// - Parameter text: how tables of numbers are to be read.
  init(paths: [String], text: RecordSource.TextForm) {
    var seen: Set<String> = []
    var stems: [String] = []
    for path in paths {
      let found: [FoundRecord]
      do {
        found = try RecordFinder.search(path)
        if found.isEmpty { throw EcgError.emptyFolder(path: path) }
        guard found.map(\.path) != [path] || Self.leadsSomewhere(path) else {
          throw EcgError.noSuchRecord(path: path)
        }
      } catch let error as any UserFacingError {
        failures.append((path, error))
        continue
      } catch {
        continue
      }
      for record in found {
        if let problem = record.problem {
          stems.append(record.path)
          sources.append(RecordSource(path: record.path, record: "", problem: problem))
          continue
        }
        let stem = Self.stem(record.path)
        guard seen.insert(URL(filePath: stem).standardizedFileURL.path).inserted else {
          repetitions += 1
          continue
        }
        let isText = stem == record.path && Self.isText(stem)
        stems.append(stem)
        sources.append(
          RecordSource(path: record.path, record: "", text: isText ? text : nil))
      }
    }
    nameRecords(stems)
  }

  /// Refuses outputs that are files of the records.
  ///
  /// Throws `outputIsInput`. Reads headers only where an output exists.
  func refuse(_ outputs: [String]) throws(CommandSupportError) {
    let existing = outputs.filter { $0 != "-" && FileIdentity(path: $0)?.kind == .regular }
    guard !existing.isEmpty else { return }
    for source in sources {
      let files = (try? source.open().files()) ?? [source.path]
      for output in existing {
        if let input = files.first(where: { sameFile(output, $0) }) {
          throw .outputIsInput(output: output, input: input)
        }
      }
    }
  }

  /// A record is called what its file is called; with its folders where names would be the same, and with
  /// its extension where these still would be.
  private mutating func nameRecords(_ stems: [String]) {
    let paths = stems.map(Self.withoutExtension)
    let names = paths.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
    let (nameCounts, pathCounts) = (Self.counts(names), Self.counts(paths))
    for index in sources.indices {
      sources[index].record =
        nameCounts[names[index]] == 1
        ? names[index] : pathCounts[paths[index]] == 1 ? paths[index] : stems[index]
    }
  }

  private static func counts(_ names: [String]) -> [String: Int] {
    Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +)
  }

  /// The path of a WFDB record without extension, whichever of its files is named; else the path.
  /// Tables are never files of a record.
  static func stem(_ path: String) -> String {
    let suffix = suffix(path)
    if suffix == "hea" { return String(path.dropLast(4)) }
    if ["edf", "bdf", "rec"].contains(suffix) || exists(path + ".hea") { return path }
    if textExtensions.contains(suffix) { return path }
    guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return path }
    let stem = String(path[..<dot])
    return exists(stem + ".hea") ? stem : path
  }

  private static func isText(_ path: String) -> Bool { textExtensions.contains(suffix(path)) }

  private static func withoutExtension(_ path: String) -> String {
    let suffix = suffix(path)
    return extensions.contains(suffix) ? String(path.dropLast(suffix.count + 1)) : path
  }

  /// The extension in lower case, without the dot; empty for none.
  private static func suffix(_ path: String) -> String {
    guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return "" }
    return path[dot...].dropFirst().lowercased()
  }

  private static func leadsSomewhere(_ path: String) -> Bool {
    exists(path) || exists(path + ".hea") || exists(stem(path) + ".hea")
  }

  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path)
  }
}
