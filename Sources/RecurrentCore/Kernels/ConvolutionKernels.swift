internal import CRecurrentKernels

/// Convolutions over time with stride 1: `convolution_tables.h` for one element type.
package protocol ConvolutionKernels {
  static var convolutionTable: ConvolutionTable<Self> { get }
}

/// The C functions behind the checked forms in `ConvolutionShape.swift`.
///
/// A class, so that fetching it copies one reference.
@unsafe package final class ConvolutionTable<Element> {
  typealias Source = UnsafePointer<Element>
  typealias Target = UnsafeMutablePointer<Element>

  let packedCount: (rk_convolution) -> Int
  let pack: (rk_convolution, Source, Target) -> Void
  let packReversed: (rk_convolution, Source, Target) -> Void
  let addUnpacked: (rk_convolution, Source, Target) -> Void
  let convolve: (rk_convolution, Source, Source, Source?, Bool, Target, Target) -> Void
  let workspace: (rk_convolution) -> Int
  let weightGradient: (rk_convolution, Source, Source, Target, Target) -> Void
  let poolPairs: (Int, Int, Source, Target, UnsafeMutablePointer<UInt8>) -> Void
  let unpoolPairs: (Int, Int, UnsafePointer<UInt8>, Source, Target) -> Void

  init(
    packedCount: @escaping (rk_convolution) -> Int,
    pack: @escaping (rk_convolution, Source, Target) -> Void,
    packReversed: @escaping (rk_convolution, Source, Target) -> Void,
    addUnpacked: @escaping (rk_convolution, Source, Target) -> Void,
    convolve: @escaping (rk_convolution, Source, Source, Source?, Bool, Target, Target) -> Void,
    workspace: @escaping (rk_convolution) -> Int,
    weightGradient: @escaping (rk_convolution, Source, Source, Target, Target) -> Void,
    poolPairs: @escaping (Int, Int, Source, Target, UnsafeMutablePointer<UInt8>) -> Void,
    unpoolPairs: @escaping (Int, Int, UnsafePointer<UInt8>, Source, Target) -> Void
  ) {
    unsafe self.packedCount = packedCount
    unsafe self.pack = pack
    unsafe self.packReversed = packReversed
    unsafe self.addUnpacked = addUnpacked
    unsafe self.convolve = convolve
    unsafe self.workspace = workspace
    unsafe self.weightGradient = weightGradient
    unsafe self.poolPairs = poolPairs
    unsafe self.unpoolPairs = unpoolPairs
  }
}

extension Float: ConvolutionKernels {
  package static var convolutionTable: ConvolutionTable<Float> { unsafe convolutionsFloat }
}

// C constants behind closures that hold nothing: safe to share.
private nonisolated(unsafe) let convolutionsFloat: ConvolutionTable<Float> = {
  let c = KernelTable.float.convolution
  return unsafe ConvolutionTable(
    packedCount: c.packed_count, pack: c.pack, packReversed: c.pack_reversed,
    addUnpacked: c.add_unpacked,
    convolve: c.convolve, workspace: c.workspace, weightGradient: c.weight_gradient,
    poolPairs: c.pool_pairs, unpoolPairs: c.unpool_pairs)
}()

extension Double: ConvolutionKernels {
  package static var convolutionTable: ConvolutionTable<Double> { unsafe convolutionsDouble }
}

// C constants behind closures that hold nothing: safe to share.
private nonisolated(unsafe) let convolutionsDouble: ConvolutionTable<Double> = {
  let c = KernelTable.double.convolution
  return unsafe ConvolutionTable(
    packedCount: c.packed_count, pack: c.pack, packReversed: c.pack_reversed,
    addUnpacked: c.add_unpacked,
    convolve: c.convolve, workspace: c.workspace, weightGradient: c.weight_gradient,
    poolPairs: c.pool_pairs, unpoolPairs: c.unpool_pairs)
}()
