/// A recursive filter as a cascade of sections of second order.
package struct SecondOrderSections: Sendable, Equatable {
  /// `H(z) = (b0 + b1/z + b2/z²) / (1 + a1/z + a2/z²)`.
  package struct Section: Sendable, Equatable {
    package var b0, b1, b2, a1, a2: Double

    package init(b0: Double, b1: Double, b2: Double, a1: Double, a2: Double) {
      self.b0 = b0
      self.b1 = b1
      self.b2 = b2
      self.a1 = a1
      self.a2 = a2
    }

    /// The answer to a constant 1 in the long run.
    var steadyGain: Double { (b0 + b1 + b2) / (1 + a1 + a2) }
  }

  package var sections: [Section]

  package init(_ sections: [Section]) {
    precondition(!sections.isEmpty, "a filter has sections")
    self.sections = sections
  }

  /// Samples by which `zeroPhase` extends each end: SciPy's default, three times the number of
  /// coefficients.
  package var edgeLength: Int {
    let shorter = min(
      sections.count { $0.b2 == 0 }, sections.count { $0.a2 == 0 })
    return 3 * (2 * sections.count + 1 - shorter)
  }

  /// The signal filtered forwards and backwards, so that no phase is shifted, with ends extended by
  /// point reflection. Same values as SciPy's `sosfiltfilt`, and as `filtfilt` of the same filter.
  ///
  /// Missing samples (NaN) spread to the whole result: fill them before. Throws `signalTooShort`
  /// when `samples` has `edgeLength` samples or fewer.
  package func zeroPhase(_ samples: [Double]) throws(ECGSignalError) -> [Double] {
    let edge = edgeLength
    guard samples.count > edge else {
      throw .signalTooShort(samples: samples.count, needed: edge + 1)
    }
    let first = samples[0]
    let last = samples[samples.count - 1]
    var extended: [Double] = []
    extended.reserveCapacity(samples.count + 2 * edge)
    for index in 0..<edge { extended.append(2 * first - samples[edge - index]) }
    extended += samples
    for index in 0..<edge { extended.append(2 * last - samples[samples.count - 2 - index]) }
    run(&extended)
    extended.reverse()
    run(&extended)
    extended.reverse()
    return Array(extended[edge..<edge + samples.count])
  }

  /// Filters in place, starting from the state in which the first sample has lasted for ever.
  private func run(_ signal: inout [Double]) {
    var level = signal.first ?? 0
    for section in sections {
      let gain = section.steadyGain
      var second = (section.b2 - section.a2 * gain) * level
      var first = (section.b1 - section.a1 * gain) * level + second
      level *= gain
      for index in signal.indices {
        let input = signal[index]
        let output = section.b0 * input + first
        first = section.b1 * input - section.a1 * output + second
        second = section.b2 * input - section.a2 * output
        signal[index] = output
      }
    }
  }
}
