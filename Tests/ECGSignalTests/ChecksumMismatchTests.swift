import Testing

@testable import ECGSignal

/// Checksums compared while one signal is read.
@Suite struct ChecksumMismatchTests {
  private func sum(_ samples: [Int]) -> Int {
    Int(Int16(truncatingIfNeeded: samples.reduce(0, +)))
  }

  /// Reads frames in pieces, each with some frames of the last again.
  private func read(
    _ path: String, signal: Int, piece: Int = 70, overlap: Int = 20, until end: Int? = nil
  ) throws -> [ChecksumMismatch] {
    var reader = try RecordingReader(path: path)
    let end = end ?? reader.description.frameCount
    for start in stride(from: 0, to: end, by: piece) {
      let frames = max(0, start - overlap)..<min(start + piece, end)
      _ = try reader.read(frames: frames, signals: [signal])
    }
    return reader.checksumMismatches
  }

  /// Two signals of 300 frames, the second with two samples a frame, with these additions to their sums.
  private func record(
    _ folder: RecordFolder, format: Int = 16, skew: Int = 0, wrong: [Int] = [0, 0]
  ) throws -> String {
    // Differences of format 8 must fit a byte.
    let bound = format == 8 ? 30 : 500
    let samples = [noise(300, -bound...bound), noise(600, 3 - bound...bound)]
    var stored: [Int] = []
    var last = [0, 0]
    for frame in 0..<300 {
      for (signal, place) in [(0, frame), (1, 2 * frame), (1, 2 * frame + 1)] {
        let sample = samples[signal][place]
        stored.append(format == 8 ? sample - last[signal] : sample)
        last[signal] = sample
      }
    }
    // Bytes as they are, for format 8: `pack` would take differences of neighbours.
    try folder.file(
      "r.dat",
      format == 8 ? stored.map { UInt8(truncatingIfNeeded: $0) } : pack(stored, format: format))
    let sums = zip(samples, wrong).map { sum($0) + $1 }
    return try folder.header(
      "r",
      [
        "r 2 250 300", "r.dat \(format):\(skew) 100/mV 16 0 0 \(sums[0]) 0 I",
        "r.dat \(format)x2:\(skew) 100/mV 16 0 0 \(sums[1]) 0 II",
      ])
  }

  @Test(arguments: [8, 16, 24, 212], [0, 5])
  func aSignalReadInPiecesIsCompared(format: Int, skew: Int) throws {
    let folder = try RecordFolder()
    for signal in [0, 1] {
      let right = try record(folder, format: format, skew: skew)
      #expect(try read(right, signal: signal).isEmpty)
      let wrong = try record(folder, format: format, skew: skew, wrong: [7, 7])
      let found = try read(wrong, signal: signal)
      #expect(found.map(\.signal) == [["I", "II"][signal]])
      #expect(found.map { $0.declared - Int($0.computed) } == [7])
    }
  }

  @Test func signalsThatWereNotReadAreNotTold() throws {
    let folder = try RecordFolder()
    let path = try record(folder, wrong: [1, 0])
    #expect(try read(path, signal: 1).isEmpty)
    #expect(try read(path, signal: 0, until: 299).isEmpty)
    var reader = try RecordingReader(path: path)
    _ = try reader.read(frames: 1..<300, signals: [0])
    #expect(reader.checksumMismatches.isEmpty)
    #expect(try reader.integrityWarnings().count == 1)
  }

  @Test(arguments: [10, 17, 64, 300])
  func eachSegmentHasItsOwn(piece: Int) throws {
    let folder = try RecordFolder()
    var lines = ["r/4 1 250 250"]
    for (index, wrong) in [0, 3, 0].enumerated() {
      let samples = noise(80, -900...900 + index)
      try folder.record16(
        "s\(index)", samples, line: "s\(index).dat 16 100/mV 16 0 0 \(sum(samples) + wrong) 0 I")
      lines.append("s\(index) 80")
      if index == 0 { lines.append("~ 10") }
    }
    let path = try folder.header("r", lines)
    let found = try read(path, signal: 0, piece: piece, overlap: 30)
    #expect(found.map(\.segment) == ["s1"])
    #expect(
      found.first?.message.hasPrefix("segment \"s1\": the checksum of signal \"I\" is ") == true)
  }
}
