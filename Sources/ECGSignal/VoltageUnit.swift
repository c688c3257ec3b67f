/// Voltages as recordings name their units.
package enum VoltageUnit {
  /// How many millivolts one of `units` is, e.g. 0.001 for `uV`; `nil` for units that are no voltage.
  package static func millivolts(per units: String) -> Double? {
    switch units {
    case "V", "volt", "Volt": 1000
    case "mV", "mv", "MV", "millivolt": 1
    case "uV", "uv", "UV", "\u{B5}V", "\u{3BC}V", "microvolt": 0.001
    case "nV", "nv": 1e-6
    default: nil
    }
  }
}
