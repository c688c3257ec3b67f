/// A number type the kernels are compiled for: `Float` for work, `Double` for gradient checks.
///
/// Layers are generic over it, so the code whose gradients are checked in double precision is the
/// code that runs. Each kernel family is one protocol with its conformances in one file of this
/// folder; unsafe pointers do not leave the folder.
package protocol KernelElement:
  MathKernels, MatrixKernels, SequenceKernels, CellKernels, LayerKernels,
  LossKernels, ConvolutionKernels
{
  /// That many zeros: a fill, where generic code would call a function per element.
  static func zeros(_ count: Int) -> [Self]
  /// That many numbers of no known value, for a caller that sets each before it reads any.
  static func unset(_ count: Int) -> [Self]
}

extension KernelElement {
  package static func unset(_ count: Int) -> [Self] {
    // The elements are plain numbers: any bits are some value.
    unsafe Array(unsafeUninitializedCapacity: count) { _, initialized in initialized = count }
  }
}

extension Float: KernelElement {
  package static func zeros(_ count: Int) -> [Float] { Array(repeating: 0, count: count) }
}

extension Double: KernelElement {
  package static func zeros(_ count: Int) -> [Double] { Array(repeating: 0, count: count) }
}
