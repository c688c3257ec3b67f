import Testing

@testable import Arrhythmia

@Suite struct RhythmWindowsTests {
  private let contract = SignalContract(scaling: .millivolts(1))

  @Test(arguments: [512, 5999, 6000, 6001, 7900, 8000, 12_289, 100_000, 100_511])
  func windowsCoverAllButARestTooShort(total: Int) {
    let windows = RhythmWindows(total, contract)
    #expect(windows.length == 6000)
    #expect(windows.hop == 2000)
    for window in 0..<windows.count {
      #expect(contract.minimumSamples...6000 ~= windows[window].count)
      #expect(windows[window].lowerBound == window * 2000)
    }
    #expect(windows[windows.count - 1].upperBound == total)
    #expect((windows.stepCount - 1) * 2000 < total && total <= windows.stepCount * 2000)
  }

  @Test func stepsAndWindowsKnowEachOther() {
    let windows = RhythmWindows(33_333, contract)
    for step in 0..<windows.stepCount {
      let expected = (0..<windows.count).filter { windows.steps(ofWindow: $0).contains(step) }
      #expect(Array(windows.windows(overStep: step)) == expected)
      #expect(!expected.isEmpty)
    }
  }

  @Test func aContractMayAllowOneLengthOnly() {
    var contract = contract
    contract.minimumSamples = 1001
    contract.maximumSamples = 1001
    let windows = RhythmWindows(5000, contract)
    #expect(windows.length == 1001)
    #expect((0..<windows.count).allSatisfy { windows[$0].count == 1001 })
  }
}
