import RecurrentCore
import Testing

@Suite struct OrderedMapTests {
  private struct Mistake: Error, Equatable { let unit: Int }

  private func run(
    _ count: Int, width: Int, failingRead: Int? = nil, failingWork: Int? = nil
  ) async -> (results: [Int], error: Mistake?) {
    var source = 0
    var results: [Int] = []
    do {
      try await mapInOrder(
        width: width,
        next: { () throws -> Int? in
          if source == failingRead { throw Mistake(unit: source) }
          guard source < count else { return nil }
          defer { source += 1 }
          return source
        },
        work: { unit in
          if unit == failingWork { throw Mistake(unit: unit) }
          // Uneven units, so that they finish out of order.
          var sum = 0
          for value in 0..<((unit * 7919) % 97 * 300) { sum &+= value }
          return sum == -1 ? -1 : unit * unit
        },
        deliver: { results.append($0) })
    } catch {
      return (results, error as? Mistake)
    }
    return (results, nil)
  }

  @Test(arguments: [1, 2, 3, 8])
  func resultsComeInTheOrderOfUnits(width: Int) async {
    let (results, error) = await run(200, width: width)
    #expect(results == (0..<200).map { $0 * $0 })
    #expect(error == nil)
  }

  @Test func whatWasReadBeforeAReadingMistakeIsDelivered() async {
    let (results, error) = await run(200, width: 3, failingRead: 50)
    #expect(results == (0..<50).map { $0 * $0 })
    #expect(error == Mistake(unit: 50))
  }

  @Test func nothingAfterAFailedUnitIsDelivered() async {
    let (results, error) = await run(200, width: 3, failingWork: 20)
    #expect(results == (0..<20).map { $0 * $0 })
    #expect(error == Mistake(unit: 20))
  }
}
