package import ECGSignal
internal import UserFacing

/// Which lead of a recording is judged.
package enum LeadChoice: Sendable, Equatable {
  /// The first lead whose unit is a voltage, else the first.
  case firstVoltage
  /// By name or 0-based index.
  case named(String)

  /// The lead's index, and a remark when there were others to choose from.
  ///
  /// Throws `noSuchLead`, `malformedHeader` for a recording without leads.
  package func index(
    in description: RecordingDescription
  ) throws(ECGSignalError) -> (index: Int, remark: String?) {
    let signals = description.signals
    switch self {
    case .named(let lead): return (try description.signalIndex(of: lead), nil)
    case .firstVoltage:
      guard !signals.isEmpty else {
        throw .malformedHeader(
          path: description.path, line: nil, problem: "it describes no signal")
      }
      let index = signals.firstIndex { VoltageUnit.millivolts(per: $0.units) != nil } ?? 0
      let remark = "lead \(signals[index].name.quoted) of \(signals.count)"
      return (index, signals.count > 1 ? remark : nil)
    }
  }
}
