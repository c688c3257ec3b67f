internal import ArgumentParser

/// An amount of memory as people and schedulers write it: `500M`, `2G`, `1.5g`, `800000k`, with or without a
/// final `B` or `iB`; units are powers of 1024. A bare number is bytes.
package struct MemorySize: Sendable, Equatable, ExpressibleByArgument {
  package let bytes: Int64

  package init(bytes: Int64) { self.bytes = bytes }

  /// Nil for other text, and for nothing at all.
  public init?(argument: String) {
    var rest = Substring(argument.uppercased())
    if rest.hasSuffix("IB") {
      rest = rest.dropLast(2)
    } else if rest.hasSuffix("B") {
      rest = rest.dropLast()
    }
    var unit = 1.0
    if let last = rest.last, let power = ["K", "M", "G", "T"].firstIndex(of: last) {
      for _ in 0...power { unit *= 1024 }
      rest = rest.dropLast()
    }
    guard rest.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }), let number = Double(rest),
      case let bytes = (number * unit).rounded(), bytes >= 1, bytes < 1e18
    else { return nil }
    self.bytes = Int64(bytes)
  }

  /// In megabytes of 1024 x 1024 bytes, rounded up: `58M`.
  package var text: String { "\((bytes + (1 << 20) - 1) >> 20)M" }
}
