import Foundation
import TestSupport

/// WFDB records made for a test: format 16, gain 1000 a millivolt.
package enum SyntheticRecord {
  /// Beats of about 1 mV every 0.8 s on a little wander, in thousandths of a millivolt.
  package static func beats(_ count: Int, frequency: Double, seed: Int = 0) -> [Int] {
    (0..<count).map { index in
      let time = Double(index) / frequency + Double(seed) * 0.137
      let phase = time.truncatingRemainder(dividingBy: 0.8) - 0.4
      let beat = 1000 * exp(-phase * phase / 0.0004)
      return Int((beat + 80 * sin(2.1 * time) + 15 * sin(71 * time)).rounded())
    }
  }

  /// Writes `name.hea` and `name.dat` and returns the header's path.
  ///
  /// - Parameters:
  ///   - samples: the leads, of one length.
  ///   - hasChecksums: whether the header gives their checksums, else 0.
  @discardableResult
  package static func write(
    _ name: String, _ samples: [[Int]], frequency: String = "100", units: [String] = ["mV"],
    resolution: Int = 16, hasChecksums: Bool = false, in folder: TemporaryFolder
  ) throws -> String {
    let count = samples.first?.count ?? 0
    var bytes: [UInt8] = []
    for index in 0..<count {
      for lead in samples {
        bytes += [
          UInt8(truncatingIfNeeded: lead[index]), UInt8(truncatingIfNeeded: lead[index] >> 8),
        ]
      }
    }
    let file = name.split(separator: "/").last.map(String.init) ?? name
    _ = try folder.write(bytes, to: name + ".dat")
    let lines = samples.indices.map { index in
      let sum = hasChecksums ? Int16(truncatingIfNeeded: samples[index].reduce(0, +)) : 0
      return
        "\(file).dat 16 1000/\(units[index % units.count]) \(resolution) 0 0 \(sum) 0 L\(index)\n"
    }
    return try folder.write(
      "\(file) \(samples.count) \(frequency) \(count)\n" + lines.joined(), to: name + ".hea")
  }
}
