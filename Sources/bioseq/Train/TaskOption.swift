internal import ArgumentParser

/// `LABEL=FILE`: the bound sequences of one of several factors.
struct TaskOption: ExpressibleByArgument, Equatable {
  let label: String
  let file: String

  /// Labels become parts of file names.
  private static let otherCharacters = "._+-"

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, let first = parts[0].first, first.isASCII,
      first.isLetter || first.isNumber,
      parts[0].allSatisfy({
        $0.isASCII && ($0.isLetter || $0.isNumber || Self.otherCharacters.contains($0))
      })
    else { return nil }
    label = String(parts[0])
    file = String(parts[1])
  }

  /// `models/set.safetensors` for `models/set-elk1.safetensors`, or without the ending.
  func output(_ path: String) -> String {
    let ending = ".safetensors"
    let stem = path.hasSuffix(ending) ? String(path.dropLast(ending.count)) : path
    return "\(stem)-\(label.lowercased())\(ending)"
  }

  func name(_ whole: String) -> String { "\(whole)-\(label.lowercased())" }
}
