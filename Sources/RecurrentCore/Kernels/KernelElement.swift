/// A number type the kernels are compiled for: `Float` for work, `Double` for gradient checks.
///
/// Layers are generic over it, so the code whose gradients are checked in double precision is the
/// code that runs. Each kernel family is one protocol with its conformances in one file of this
/// folder; unsafe pointers do not leave the folder.
package protocol KernelElement: MathKernels, MatrixKernels {}

extension Float: KernelElement {}
extension Double: KernelElement {}
