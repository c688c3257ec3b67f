/// A WFDB storage format (signal(5) of the WFDB Applications Guide).
enum WFDBFormat: Int, Sendable, CaseIterable {
  case null = 0
  case differences8 = 8
  case binary16 = 16
  case binary24 = 24
  case binary32 = 32
  case swapped16 = 61
  case offset8 = 80
  case offset16 = 160
  case packed12 = 212
  case packed10Three = 310
  case packed10Aligned = 311
  case flac8 = 508
  case flac16 = 516
  case flac24 = 524

  var isCompressed: Bool { rawValue > 500 }

  /// Samples and bytes of the smallest whole unit; (1, 0) where bytes do not measure samples.
  var unit: (samples: Int, bytes: Int) {
    switch self {
    case .null, .flac8, .flac16, .flac24: (1, 0)
    case .differences8, .offset8: (1, 1)
    case .binary16, .swapped16, .offset16: (1, 2)
    case .binary24: (1, 3)
    case .binary32: (1, 4)
    case .packed12: (2, 3)
    case .packed10Three, .packed10Aligned: (3, 4)
    }
  }

  /// How many whole samples `bytes` bytes hold, a broken last unit included.
  func sampleCount(inBytes bytes: Int) -> Int {
    let unit = unit
    guard unit.bytes > 0 else { return 0 }
    let rest = bytes % unit.bytes
    let restSamples =
      switch self {
      case .packed12: rest == 2 ? 1 : 0
      case .packed10Three: rest >= 2 ? 1 : 0
      case .packed10Aligned: max(rest - 1, 0)
      default: 0
      }
    return bytes / unit.bytes * unit.samples + restSamples
  }

  /// Bits of a sample; differences are not limited.
  var bits: Int {
    switch self {
    case .null: 0
    case .offset8, .flac8: 8
    case .packed10Three, .packed10Aligned: 10
    case .packed12: 12
    case .binary16, .swapped16, .offset16, .flac16: 16
    case .binary24, .flac24: 24
    case .binary32, .differences8: 32
    }
  }

  /// The stored value that means "no sample"; `nil` where the format has none.
  var invalidSample: Int32? {
    switch self {
    case .null, .differences8: nil
    default: Int32.min >> (32 - Int32(bits))
    }
  }

  /// The resolution assumed where a header gives none: 10 bits for differences, else 12.
  var defaultResolution: Int { self == .differences8 ? 10 : 12 }
}
