/// Fills missing samples, so that a signal can be filtered.
package enum MissingSamples {
  /// `samples` with each missing stretch replaced by a straight line between its neighbours, or by the
  /// nearest value at the ends; unchanged when all are missing.
  package static func interpolated(_ samples: [Double]) -> [Double] {
    guard samples.contains(where: \.isNaN) else { return samples }
    var result = samples
    var previous: Int?
    var index = 0
    while index < result.count {
      guard result[index].isNaN else {
        previous = index
        index += 1
        continue
      }
      var next = index
      while next < result.count, result[next].isNaN { next += 1 }
      let before = previous.map { result[$0] }
      let after = next < result.count ? result[next] : nil
      guard let left = before ?? after, let right = after ?? before else { return result }
      let span = Double(next - index + 1)
      for place in index..<next {
        result[place] = left + (right - left) * Double(place - index + 1) / span
      }
      index = next
    }
    return result
  }
}
