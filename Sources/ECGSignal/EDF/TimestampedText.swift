/// A text of an EDF+ or BDF+ file that belongs to a time.
package struct TimestampedText: Sendable, Equatable {
  /// Seconds from the start of the file.
  package var onset: Double
  /// Seconds; `nil` when not given.
  package var duration: Double?
  package var text: String

  package init(onset: Double, duration: Double? = nil, text: String) {
    self.onset = onset
    self.duration = duration
    self.text = text
  }
}

/// Parses time-stamped annotation lists (EDF+ specification, section 2.2.2):
/// `+onset[0x15 duration] 0x14 text 0x14 ... 0x00`.
enum TimestampedAnnotationList {
  /// The lists in `bytes`: each one's onset with its texts, of which the empty ones are left out.
  static func parse(_ bytes: [UInt8]) -> [(onset: Double, texts: [TimestampedText])] {
    var lists: [(onset: Double, texts: [TimestampedText])] = []
    for list in bytes.split(separator: 0) {
      let parts = list.split(separator: 0x14, omittingEmptySubsequences: false)
      let time = parts[0].split(separator: 0x15, omittingEmptySubsequences: false)
      guard parts.count >= 2, let onset = number(time[0]), onset.isFinite else { continue }
      let duration = time.count > 1 ? number(time[1]) : nil
      let texts = parts.dropFirst().filter { !$0.isEmpty }.map {
        TimestampedText(onset: onset, duration: duration, text: HeaderText.decode(Array($0)))
      }
      lists.append((onset, texts))
    }
    return lists
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Double? {
    Double(String(decoding: bytes, as: UTF8.self))
  }
}
