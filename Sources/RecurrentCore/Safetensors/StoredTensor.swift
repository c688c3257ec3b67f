/// One tensor of a safetensors file: element type, sizes and little-endian bytes in row-major order.
package struct StoredTensor: Sendable, Equatable {
  package let elementType: ElementType
  package let sizes: [Int]
  /// `count * elementType.size` bytes.
  package let bytes: ArraySlice<UInt8>

  package init(_ elementType: ElementType, sizes: [Int], bytes: ArraySlice<UInt8>) {
    precondition(
      bytes.count == sizes.reduce(1, *) * elementType.size,
      "\(bytes.count) bytes for \(elementType.rawValue) of sizes \(sizes)")
    self.elementType = elementType
    self.sizes = sizes
    self.bytes = bytes
  }

  /// Stored as F32 with the axes' sizes; the axes' names are not kept.
  package init(_ tensor: Tensor<Float>) {
    self.init(floats: tensor.elements, sizes: tensor.shape.sizes)
  }

  package init(floats: [Float], sizes: [Int]) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(4 * floats.count)
    for value in floats { bytes.appendLittleEndian(value.bitPattern) }
    self.init(.float32, sizes: sizes, bytes: bytes[...])
  }

  package init(integers: [Int64], sizes: [Int]) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 * integers.count)
    for value in integers { bytes.appendLittleEndian(UInt64(bitPattern: value)) }
    self.init(.int64, sizes: sizes, bytes: bytes[...])
  }

  package init(bytes: [UInt8]) {
    self.init(.uint8, sizes: [bytes.count], bytes: bytes[...])
  }

  /// The number of elements.
  package var count: Int { bytes.count / elementType.size }

  /// The elements of any floating-point type as `Float`, rounded to nearest; nil for integers.
  package var floats: [Float]? {
    let start = bytes.startIndex
    let count = count
    switch elementType {
    case .float32:
      return (0..<count).map { Float(bitPattern: bytes.littleEndian32(at: start + 4 * $0)) }
    case .float64:
      return (0..<count).map {
        Float(Double(bitPattern: bytes.littleEndian64(at: start + 8 * $0)))
      }
    case .float16:
      return (0..<count).map {
        Float(Float16(bitPattern: bytes.littleEndian16(at: start + 2 * $0)))
      }
    case .brainFloat16:
      return (0..<count).map {
        Float(bitPattern: UInt32(bytes.littleEndian16(at: start + 2 * $0)) << 16)
      }
    case .int64, .int32, .uint8: return nil
    }
  }

  /// The elements of any integer type; nil for floating-point types.
  package var integers: [Int64]? {
    let start = bytes.startIndex
    switch elementType {
    case .int64:
      return (0..<count).map { Int64(bitPattern: bytes.littleEndian64(at: start + 8 * $0)) }
    case .int32:
      return (0..<count).map {
        Int64(Int32(bitPattern: bytes.littleEndian32(at: start + 4 * $0)))
      }
    case .uint8: return bytes.map(Int64.init)
    case .float64, .float32, .float16, .brainFloat16: return nil
    }
  }
}

extension [UInt8] {
  mutating func appendLittleEndian(_ value: UInt32) {
    append(UInt8(truncatingIfNeeded: value))
    append(UInt8(truncatingIfNeeded: value >> 8))
    append(UInt8(truncatingIfNeeded: value >> 16))
    append(UInt8(truncatingIfNeeded: value >> 24))
  }

  mutating func appendLittleEndian(_ value: UInt64) {
    appendLittleEndian(UInt32(truncatingIfNeeded: value))
    appendLittleEndian(UInt32(truncatingIfNeeded: value >> 32))
  }
}

extension ArraySlice<UInt8> {
  func littleEndian16(at index: Int) -> UInt16 {
    UInt16(self[index]) | UInt16(self[index + 1]) << 8
  }

  func littleEndian32(at index: Int) -> UInt32 {
    UInt32(littleEndian16(at: index)) | UInt32(littleEndian16(at: index + 2)) << 16
  }

  func littleEndian64(at index: Int) -> UInt64 {
    UInt64(littleEndian32(at: index)) | UInt64(littleEndian32(at: index + 4)) << 32
  }
}
