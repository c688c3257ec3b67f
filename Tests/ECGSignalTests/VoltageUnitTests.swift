import Testing

@testable import ECGSignal

@Suite struct VoltageUnitTests {
  @Test(arguments: [("mV", 1.0), ("uV", 0.001), ("\u{B5}V", 0.001), ("V", 1000), ("nV", 1e-6)])
  func voltagesAreKnownInMillivolts(units: String, millivolts: Double) {
    #expect(VoltageUnit.millivolts(per: units) == millivolts)
  }

  @Test(arguments: ["", "mmHg", "NU", "bpm", "m"])
  func otherUnitsAreNoVoltages(units: String) {
    #expect(VoltageUnit.millivolts(per: units) == nil)
  }
}
