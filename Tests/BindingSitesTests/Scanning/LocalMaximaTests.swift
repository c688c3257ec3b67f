import RecurrentCore
import Testing

@testable import BindingSites

@Suite struct LocalMaximaTests {
  private func window(_ middle: Int64, _ logit: Float) -> PeakCaller.Window {
    PeakCaller.Window(start: middle - 10, end: middle + 10, logit: logit, gc: .unknown)
  }

  private func kept(
    _ windows: [(contig: Int, middle: Int64, logit: Float)], distance: Int64 = 20
  ) -> [(contig: Int, middle: Int64)] {
    var maxima = LocalMaxima(distance: distance)
    var kept: [LocalMaxima.Place] = []
    for (contig, middle, logit) in windows {
      kept += maxima.add(window(middle, logit), contigIndex: contig)
    }
    kept += maxima.finish()
    return kept.map { ($0.contigIndex, $0.window.middle) }
  }

  @Test func whatNoNeighbourExceedsStays() {
    var generator = RandomGenerator(seed: 8)
    for _ in 0..<50 {
      var windows: [(contig: Int, middle: Int64, logit: Float)] = []
      for contig in 0..<3 {
        for middle in stride(from: Int64(10), to: 600, by: 4) where generator.uniform() < 0.4 {
          // Few different values, so that equals occur.
          windows.append((contig, middle, Float(Int(generator.uniform() * 8))))
        }
      }
      let expected = windows.indices.filter { index in
        windows.indices.allSatisfy { other in
          let (one, two) = (windows[index], windows[other])
          return one.contig != two.contig || abs(one.middle - two.middle) > 20
            || two.logit < one.logit || (two.logit == one.logit && other >= index)
        }
      }
      let kept = kept(windows)
      #expect(kept.map(\.contig) == expected.map { windows[$0].contig })
      #expect(kept.map(\.middle) == expected.map { windows[$0].middle })
    }
  }

  @Test func neighboursOfAPeakAreNoPeaks() {
    let slope = (0..<20).map { (0, Int64(4 * $0), Float(-abs(8 - $0))) }
    #expect(kept(slope.map { (contig: $0, middle: $1, logit: $2) }).map(\.middle) == [32])
  }
}
