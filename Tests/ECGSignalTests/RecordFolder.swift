import TestSupport

/// A folder with WFDB records made for a test.
struct RecordFolder {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Writes `name.hea` and returns its path.
  @discardableResult
  func header(_ name: String, _ lines: [String]) throws -> String {
    try folder.write(lines.map { $0 + "\n" }.joined(), to: name + ".hea")
  }

  /// Writes a signal file.
  @discardableResult
  func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    try folder.write(bytes, to: name)
  }

  /// A one-signal record of format 16, 250 Hz and gain 100/mV.
  @discardableResult
  func record16(_ name: String, _ samples: [Int], line: String = "") throws -> String {
    try file(name + ".dat", pack(samples, format: 16))
    return try header(
      name, ["\(name) 1 250 \(samples.count)", line.isEmpty ? "\(name).dat 16 100/mV" : line])
  }
}

/// Packs samples as signal(5) of the WFDB Applications Guide describes, format by format.
func pack(_ samples: [Int], format: Int) -> [UInt8] {
  func little(_ value: Int, _ bytes: Int) -> [UInt8] {
    (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
  switch format {
  case 8:
    return zip(samples, [0] + samples).map { UInt8(truncatingIfNeeded: $0 - $1) }
  case 16: return samples.flatMap { little($0, 2) }
  case 24: return samples.flatMap { little($0, 3) }
  case 32: return samples.flatMap { little($0, 4) }
  case 61: return samples.flatMap { little($0, 2).reversed() }
  case 80: return samples.map { UInt8(truncatingIfNeeded: $0 + 128) }
  case 160: return samples.flatMap { little($0 + 32768, 2) }
  case 212:
    var bytes: [UInt8] = []
    for start in stride(from: 0, to: samples.count, by: 2) {
      let first = samples[start]
      let second = start + 1 < samples.count ? samples[start + 1] : 0
      bytes += [
        UInt8(truncatingIfNeeded: first),
        UInt8(truncatingIfNeeded: (first >> 8) & 15 | (second >> 8) << 4),
      ]
      if start + 1 < samples.count { bytes.append(UInt8(truncatingIfNeeded: second)) }
    }
    return bytes
  case 310:
    var bytes: [UInt8] = []
    for start in stride(from: 0, to: samples.count, by: 3) {
      let own = (0..<3).map { start + $0 < samples.count ? samples[start + $0] & 1023 : 0 }
      let words = [own[0] << 1 | (own[2] & 31) << 11, own[1] << 1 | (own[2] >> 5) << 11]
      bytes += (little(words[0], 2) + little(words[1], 2)).prefix(
        [0, 2, 4, 4][min(3, samples.count - start)])
    }
    return bytes
  case 311:
    var bytes: [UInt8] = []
    for start in stride(from: 0, to: samples.count, by: 3) {
      let own = (0..<3).map { start + $0 < samples.count ? samples[start + $0] & 1023 : 0 }
      bytes += little(own[0] | own[1] << 10 | own[2] << 20, 4)
        .prefix([0, 2, 3, 4][min(3, samples.count - start)])
    }
    return bytes
  default: preconditionFailure("no packing for format \(format)")
  }
}

/// A repeatable sequence of integers in `range`.
func noise(_ count: Int, _ range: ClosedRange<Int>) -> [Int] {
  var state: UInt64 = 0x9E37_79B9_7F4A_7C15
  return (0..<count).map { _ in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return range.lowerBound + Int((state >> 33) % UInt64(range.count))
  }
}
