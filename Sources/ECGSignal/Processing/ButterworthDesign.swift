internal import FoundationEssentials

#if canImport(Glibc)
  internal import Glibc
#endif

/// The pass band of a filter, edges in hertz (where the response is down by 3 dB).
package enum FilterBand: Sendable, Equatable {
  case lowPass(cutoffHertz: Double)
  case highPass(cutoffHertz: Double)
  case bandPass(lowHertz: Double, highHertz: Double)
  case bandStop(lowHertz: Double, highHertz: Double)

  var edges: [Double] {
    switch self {
    case .lowPass(let cutoff), .highPass(let cutoff): [cutoff]
    case .bandPass(let low, let high), .bandStop(let low, let high): [low, high]
    }
  }
}

extension SecondOrderSections {
  /// A digital Butterworth filter: the analogue prototype of `order`, moved to the band and mapped by
  /// the bilinear transform with prewarped edges (Oppenheim and Schafer, section 7.2). Same response
  /// as SciPy's `butter`; band filters have twice the order, as there.
  ///
  /// Throws `invalidFilter` unless the edges rise and lie between 0 and half the sampling frequency,
  /// and the order is 1...16.
  package init(
    butterworthOrder order: Int, band: FilterBand, samplingFrequency: Double
  ) throws(ECGSignalError) {
    guard (1...16).contains(order) else {
      throw .invalidFilter(problem: "order \(order) is not within 1...16")
    }
    let edges = band.edges
    guard samplingFrequency.isFinite, edges.allSatisfy({ $0 > 0 && $0 < samplingFrequency / 2 }),
      zip(edges, edges.dropFirst()).allSatisfy({ $0 < $1 })
    else {
      throw .invalidFilter(
        problem: "\(edges.map { "\($0)" }.joined(separator: " to ")) Hz at \(samplingFrequency) Hz")
    }
    let design = ButterworthDesign(
      order: order, band: band,
      warpedEdges: edges.map { 4 * tan(.pi * $0 / samplingFrequency) })
    self.init(design.sections())
  }
}

/// Poles and zeros of a Butterworth filter, one pair of poles for each section.
///
/// The bilinear transform is `z = (4 + s) / (4 - s)`, for a sampling frequency of 2.
private struct ButterworthDesign {
  let order: Int
  let band: FilterBand
  let warpedEdges: [Double]

  func sections() -> [SecondOrderSections.Section] {
    var sections: [SecondOrderSections.Section] = []
    var gain = analogueGain
    for pair in polePairs {
      let digital = pair.map { (ComplexNumber(4) + $0) / (ComplexNumber(4) - $0) }
      let isSingle = pair.count == 1
      var denominator = ComplexNumber(1)
      for pole in pair { denominator = denominator * (ComplexNumber(4) - pole) }
      gain *= zeroFactor(isSingle: isSingle) / denominator.real
      let numerator = numerator(isSingle: isSingle)
      sections.append(
        SecondOrderSections.Section(
          b0: 1, b1: numerator.0, b2: numerator.1,
          a1: -digital.reduce(0) { $0 + $1.real },
          a2: isSingle ? 0 : (digital[0] * digital[1]).real))
    }
    // Poles near the unit circle go last, so that early sections do not swell the signal.
    sections.sort { $0.a2 < $1.a2 }
    sections[0].b0 *= gain
    sections[0].b1 *= gain
    sections[0].b2 *= gain
    return sections
  }

  /// Poles of the analogue filter in pairs with a real polynomial; a single pole stands alone.
  private var polePairs: [[ComplexNumber]] {
    var pairs: [[ComplexNumber]] = []
    for step in stride(from: order % 2 == 0 ? 1 : 0, to: order, by: 2) {
      let prototype =
        ComplexNumber(-1) * ComplexNumber(angle: .pi * Double(step) / Double(2 * order))
      let isReal = step == 0
      switch band {
      case .lowPass:
        pairs.append(conjugates(prototype * ComplexNumber(warpedEdges[0]), isReal))
      case .highPass:
        pairs.append(conjugates(ComplexNumber(warpedEdges[0]) / prototype, isReal))
      case .bandPass:
        pairs += split(prototype * ComplexNumber(width / 2), isReal)
      case .bandStop:
        pairs += split(ComplexNumber(width / 2) / prototype, isReal)
      }
    }
    return pairs
  }

  private func conjugates(_ pole: ComplexNumber, _ isReal: Bool) -> [ComplexNumber] {
    isReal ? [pole] : [pole, ComplexNumber(pole.real, -pole.imaginary)]
  }

  /// The poles that `pole` and its conjugate become when a low pass is moved to a band.
  private func split(_ pole: ComplexNumber, _ isReal: Bool) -> [[ComplexNumber]] {
    let root = (pole * pole - ComplexNumber(centre * centre)).squareRoot
    if isReal { return [[pole + root, pole - root]] }
    return [conjugates(pole + root, false), conjugates(pole - root, false)]
  }

  private var width: Double { warpedEdges[1] - warpedEdges[0] }
  private var centre: Double { (warpedEdges[0] * warpedEdges[1]).squareRoot() }

  private var analogueGain: Double {
    switch band {
    case .lowPass: pow(warpedEdges[0], Double(order))
    case .bandPass: pow(width, Double(order))
    case .highPass, .bandStop: 1
    }
  }

  /// What the analogue zeros of one section add to the gain: the product of `4 - zero`.
  private func zeroFactor(isSingle: Bool) -> Double {
    switch band {
    case .lowPass: 1
    case .highPass: isSingle ? 4 : 16
    case .bandPass: 4
    case .bandStop: 16 + centre * centre
    }
  }

  /// The digital zeros of one section: `1 + n.0/z + n.1/z²`.
  private func numerator(isSingle: Bool) -> (Double, Double) {
    switch band {
    case .lowPass: return isSingle ? (1, 0) : (2, 1)
    case .highPass: return isSingle ? (-1, 0) : (-2, 1)
    case .bandPass: return (0, -1)
    case .bandStop:
      let zero =
        (ComplexNumber(4) + ComplexNumber(0, centre))
        / (ComplexNumber(4) - ComplexNumber(0, centre))
      return (-2 * zero.real, 1)
    }
  }
}
