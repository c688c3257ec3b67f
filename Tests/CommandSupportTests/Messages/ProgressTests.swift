import Synchronization
import Testing

@testable import CommandSupport

@Suite struct ProgressTests {
  /// A clock the test moves.
  private final class Clock: Sendable {
    private let now = Mutex(Duration.zero)
    var time: Duration { now.withLock { $0 } }
    func advance(_ seconds: Double) { now.withLock { $0 += .seconds(seconds) } }
  }

  private func progress(
    total: Int64?, _ recorded: RecordedMessages, _ clock: Clock, isTerminal: Bool = false,
    verbosity: Verbosity = .normal
  ) -> Progress {
    let diagnostics = Diagnostics(
      program: "bioseq", verbosity: verbosity, stream: recorded.stream(isTerminal: isTerminal))
    return Progress(total: total, quantity: .bases, diagnostics: diagnostics) { clock.time }
  }

  @Test func withoutATerminalThereIsALineForEachTenth() {
    let recorded = RecordedMessages()
    let clock = Clock()
    let progress = progress(total: 1_000_000, recorded, clock)
    for _ in 0..<1000 {
      clock.advance(0.01)
      progress.advance(by: 1000)
    }
    progress.finish()
    #expect(recorded.lines.count == 10)
    #expect(
      recorded.lines.first == "bioseq: 10 %, 100 kb of 1.0 Mb, 100 kb/s, 9 s left")
    #expect(recorded.lines.last == "bioseq: 100 %, 1.0 Mb of 1.0 Mb, 100 kb/s")
  }

  @Test func aLargeStepSkipsTenths() {
    let recorded = RecordedMessages()
    let clock = Clock()
    let progress = progress(total: 100, recorded, clock)
    for step: Int64 in [55, 4] {
      clock.advance(2)
      progress.advance(by: step)
    }
    #expect(recorded.lines.count == 1)
  }

  @Test func aRunOfLessThanASecondHasNoLines() {
    let recorded = RecordedMessages()
    let progress = progress(total: 100, recorded, Clock())
    for _ in 0..<10 { progress.advance(by: 10) }
    #expect(recorded.lines.isEmpty)
  }

  @Test func workOfUnknownSizeIsReportedByTime() {
    let recorded = RecordedMessages()
    let clock = Clock()
    let progress = progress(total: nil, recorded, clock)
    for _ in 0..<100 {
      clock.advance(1)
      progress.advance(by: 2000)
    }
    #expect(
      recorded.lines == [
        "bioseq: 60.0 kb, 2.0 kb/s", "bioseq: 120 kb, 2.0 kb/s", "bioseq: 180 kb, 2.0 kb/s",
      ])
  }

  @Test func theBarIsRedrawnAtMostTenTimesASecondAndRemoved() {
    let recorded = RecordedMessages()
    let clock = Clock()
    let progress = progress(total: 5000, recorded, clock, isTerminal: true)
    for _ in 0..<1000 {
      clock.advance(0.001)
      progress.advance(by: 5)
    }
    progress.finish()
    #expect((9...11).contains(recorded.all.count - 1))
    #expect(recorded.all.dropLast().allSatisfy { $0.hasPrefix("\r\u{1B}[K[") })
    #expect(recorded.all.last == "\r\u{1B}[K")
    #expect(!recorded.text.contains("\n"))
  }

  @Test func aMessageClearsTheBarAndDrawsItAgain() {
    let recorded = RecordedMessages()
    let stream = recorded.stream(isTerminal: true)
    stream.setStatus("[=]")
    stream.write(line: "message")
    #expect(recorded.all.last == "\r\u{1B}[Kmessage\n[=]")
  }

  @Test func quietRunsDrawNothing() {
    for isTerminal in [false, true] {
      let recorded = RecordedMessages()
      let progress = progress(
        total: 10, recorded, Clock(), isTerminal: isTerminal, verbosity: .quiet)
      progress.advance(by: 10)
      progress.finish()
      #expect(recorded.all.isEmpty)
      #expect(progress.completed == 10)
    }
  }

  @Test func threadsMayAdvanceTogether() async {
    let recorded = RecordedMessages()
    let progress = progress(total: 80_000, recorded, Clock())
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask { for _ in 0..<10_000 { progress.advance(by: 1) } }
      }
    }
    #expect(progress.completed == 80_000)
    #expect(recorded.lines.count <= 10)
  }

  @Test(arguments: [
    (0, "0 b"), (7, "7 b"), (0.5, "0.5 b"), (999, "999 b"), (1000, "1.0 kb"),
    (31_250_000, "31.3 Mb"),
    (99_960_000, "100 Mb"), (3.1e9, "3.1 Gb"),
  ])
  func amountsHaveADecimalPrefix(value: Double, text: String) {
    #expect(Quantity.bases.text(value) == text)
  }

  @Test func longUnitsStandApart() {
    #expect(Quantity.reads.text(1500) == "1.5 k reads")
  }

  @Test(arguments: [(0.2, "0 s"), (59.4, "59 s"), (65, "1:05"), (3725, "1:02:05")])
  func timesReadAsOnAClock(seconds: Double, text: String) {
    #expect(Duration.seconds(seconds).clockText == text)
  }
}
