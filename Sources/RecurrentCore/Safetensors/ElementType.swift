/// The element types of stored tensors this package reads; raw values are safetensors' names.
package enum ElementType: String, Sendable, CaseIterable {
  case float64 = "F64"
  case float32 = "F32"
  case float16 = "F16"
  case brainFloat16 = "BF16"
  case int64 = "I64"
  case int32 = "I32"
  case uint8 = "U8"

  /// Bytes of one element.
  package var size: Int {
    switch self {
    case .float64, .int64: 8
    case .float32, .int32: 4
    case .float16, .brainFloat16: 2
    case .uint8: 1
    }
  }

  /// Whether elements are floating-point numbers.
  package var isFloatingPoint: Bool {
    switch self {
    case .float64, .float32, .float16, .brainFloat16: true
    case .int64, .int32, .uint8: false
    }
  }
}
