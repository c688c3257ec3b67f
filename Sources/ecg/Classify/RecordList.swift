internal import Arrhythmia
internal import ECGSignal
internal import FoundationEssentials
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
      let found: [String]
      do {
        found = try RecordFinder.records(at: path)
        if found.isEmpty { throw EcgError.emptyFolder(path: path) }
        guard found != [path] || Self.leadsSomewhere(path) else {
          throw EcgError.noSuchRecord(path: path)
        }
      } catch let error as any UserFacingError {
        failures.append((path, error))
        continue
      } catch {
        continue
      }
      for record in found {
        let stem = Self.stem(record)
        guard seen.insert(URL(filePath: stem).standardizedFileURL.path).inserted else {
          repetitions += 1
          continue
        }
        let isText = stem == record && Self.isText(record)
        stems.append(isText ? Self.withoutExtension(record) : stem)
        sources.append(
          RecordSource(path: record, record: "", text: isText ? text : nil))
      }
    }
    nameRecords(stems)
  }

  /// A record is called what its file is called; with its folders where names would be the same.
  private mutating func nameRecords(_ stems: [String]) {
    let names = stems.map { stem in
      stem.split(separator: "/").last.map { Self.withoutExtension(String($0)) } ?? stem
    }
    var counts: [String: Int] = [:]
    for name in names { counts[name, default: 0] += 1 }
    for (index, name) in names.enumerated() {
      sources[index].record = counts[name] == 1 ? name : Self.withoutExtension(stems[index])
    }
  }

  /// The path of a WFDB record without extension, whichever of its files is named; else the path.
  static func stem(_ path: String) -> String {
    if path.hasSuffix(".hea") { return String(path.dropLast(4)) }
    if ["edf", "bdf", "rec"].contains(suffix(path)) || exists(path + ".hea") { return path }
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
