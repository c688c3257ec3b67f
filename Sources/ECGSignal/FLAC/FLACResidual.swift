/// Rice-coded residuals added to linear predictions (RFC 9639, sections 9.2.5 to 9.2.7).
enum FLACResidual {
  /// `count` samples: the warm-up ones, then prediction plus residual. Coefficients are for the
  /// newest sample first. `nil` when the code is damaged.
  static func decode(
    _ reader: inout FLACBitReader, warmUp: [Int], coefficients: [Int], shift: Int, count: Int
  ) -> [Int]? {
    let method = reader.bits(2)
    guard method < 2 else { return nil }
    let parameterBits = method == 0 ? 4 : 5
    let escape = UInt32(1 << parameterBits) - 1
    let order = Int(reader.bits(4))
    let partitionSize = count >> order
    guard partitionSize << order == count, partitionSize >= warmUp.count else { return nil }
    var samples = warmUp
    samples.reserveCapacity(count)
    for partition in 0..<(1 << order) {
      let parameter = reader.bits(parameterBits)
      let rawBits = parameter == escape ? Int(reader.bits(5)) : 0
      let size = partition == 0 ? partitionSize - warmUp.count : partitionSize
      for _ in 0..<size {
        let residual: Int
        if parameter == escape {
          residual = reader.signed(rawBits)
        } else {
          let folded = reader.unary() << Int(parameter) | Int(reader.bits(Int(parameter)))
          residual = folded >> 1 ^ -(folded & 1)
        }
        var prediction = 0
        var place = samples.count
        for coefficient in coefficients {
          place -= 1
          prediction &+= coefficient &* samples[place]
        }
        samples.append((prediction >> shift) &+ residual)
      }
      guard !reader.isExhausted else { return nil }
    }
    return samples
  }
}
