internal import Arrhythmia
internal import FoundationEssentials

/// A verdict as a line of a shard file or journal: rank, place and the verdict as JSON, with tabs between.
/// Numbers come back to the last bit.
struct VerdictLine {
  /// Of the record's name among all.
  let rank: Int
  /// In the list as it was given.
  let place: Int
  /// The verdict as JSON.
  let json: Data

  init(rank: Int, place: Int, _ verdict: RhythmVerdict) throws {
    self.rank = rank
    self.place = place
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    json = try encoder.encode(verdict)
  }

  /// Nil for a line that makes no sense.
  init?(_ line: Data) {
    let parts = line.split(separator: UInt8(ascii: "\t"), maxSplits: 2)
    guard parts.count == 3, let rank = Self.number(parts[0]), let place = Self.number(parts[1])
    else { return nil }
    self.rank = rank
    self.place = place
    json = parts[2]
  }

  /// Without line feed.
  var bytes: [UInt8] { Array("\(rank)\t\(place)\t".utf8) + json }

  /// Nil for JSON that is no verdict.
  var verdict: RhythmVerdict? {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return try? decoder.decode(RhythmVerdict.self, from: json)
  }

  private static func number(_ digits: Data) -> Int? {
    Int(String(decoding: digits, as: UTF8.self)).flatMap { $0 >= 0 ? $0 : nil }
  }
}
