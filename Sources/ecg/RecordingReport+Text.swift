internal import ECGSignal
internal import ResultsExport
internal import UserFacing

extension RecordingReport {
  /// The report for reading: a line a fact, three for each lead.
  func text() -> String {
    var lines = [row("record", record), row("format", format)]
    let length = samplingFrequencyHz.map { "\(frames) frames at \(number($0)) Hz" }
    if let durationS, let length {
      lines.append(row("length", "\(number(durationS)) s (\(length))"))
    } else {
      lines.append(row("length", "\(frames) frames, sampling frequency not known"))
    }
    if let start { lines.append(row("start", start)) }
    let seconds = samplingFrequencyHz.map { " (\(number(Double(gapFrames) / $0)) s)" } ?? ""
    lines.append(row("gaps", gaps == 0 ? "none" : "\(gaps)\(seconds)"))
    for (index, lead) in leads.enumerated() {
      lines.append(row("lead \(index)", lead.heading(number)))
      lines.append(row("", lead.storageLine(number)))
      lines.append(row("", lead.qualityLine(number)))
    }
    for comment in comments { lines.append(row("comment", comment)) }
    return lines.joined(separator: "\n") + "\n"
  }

  private func row(_ label: String, _ text: String) -> String {
    let padding = String(repeating: " ", count: max(1, 10 - label.count))
    return label + padding + text.escapingControlCharacters
  }

  private func number(_ value: Double) -> String {
    var buffer = TextBuffer()
    buffer.append(value, significantDigits: 7)
    return buffer.string
  }
}

extension RecordingReport.Lead {
  fileprivate func heading(_ number: (Double) -> String) -> String {
    let frequency = samplingFrequencyHz.map { ", \(number($0)) Hz" } ?? ""
    return "\(name) in \(units.isEmpty ? "unknown units" : units)\(frequency)"
  }

  fileprivate func storageLine(_ number: (Double) -> String) -> String {
    var parts = ["storage \(storage)"]
    if let file { parts[0] += " in \(file)" }
    if let gain, let baseline {
      let assumed = gainIsAssumed ? " (assumed)" : ""
      parts.append("gain \(number(gain))\(assumed)")
      parts.append("baseline \(number(baseline))")
    }
    return parts.joined(separator: ", ")
  }

  fileprivate func qualityLine(_ number: (Double) -> String) -> String {
    var parts: [String] = []
    if let minimum, let maximum {
      parts.append("\(number(minimum)) to \(number(maximum))\(gain == nil ? "" : " \(units)")")
    }
    parts.append("missing \(percent(missingFraction))")
    let longest = longestFlatS.map { ", longest \(number(($0 * 1000).rounded() / 1000)) s" } ?? ""
    parts.append("flat \(percent(flatFraction))\(longest)")
    parts.append("clipped \(percent(clippedFraction))")
    return parts.joined(separator: "; ")
  }

  private func percent(_ fraction: Double) -> String {
    "\((fraction * 10000).rounded() / 100) %"
  }
}
