internal import CRecurrentKernels

/// The loops of the feed-forward layers: `layer_tables.h` for one element type.
package protocol LayerKernels {
  static var layerTable: LayerTable<Self> { get }
}

/// The C functions behind the checked forms in `LayerKernels+*.swift`.
///
/// A class, so that fetching it copies one reference.
@unsafe package final class LayerTable<Element> {
  typealias Source = UnsafePointer<Element>
  typealias Target = UnsafeMutablePointer<Element>
  typealias Lengths = UnsafePointer<Int>

  let addToRows: (Int, Int, Source, Target) -> Void
  let scaleRows: (Int, Int, Source, Target) -> Void
  let totalRows: (Int, Int, Source, Target) -> Void
  let totalProducts: (Int, Int, Source, Source, Target) -> Void
  let addValues: (Int, Source, Target) -> Void
  let copyRows: (Int, Int, Source, Int, Target, Int, Bool) -> Void
  let clearPadding: (Int, Int, Int, Lengths, Target) -> Void
  let activate: (rk_layer_activation, Element, Int, Source, Target) -> Void
  let activateBackward: (rk_layer_activation, Element, Int, Source, Target) -> Void
  let gatherWindows: (rk_window, Int, Int, Source, Target) -> Void
  let scatterWindows: (rk_window, Int, Int, Source, Target) -> Void
  let tapsOutward: (Int, Int, Int, Source, Target) -> Void
  let addTapsInward: (Int, Int, Int, Source, Target) -> Void
  let maxPool: (rk_window, Lengths, Lengths, Source, Target, UnsafeMutablePointer<Int32>) -> Void
  let maxPoolBackward: (rk_window, UnsafePointer<Int32>, Source, Target) -> Void
  let meanPool: (rk_window, Lengths, Lengths, Source, Target) -> Void
  let meanPoolBackward: (rk_window, Lengths, Lengths, Source, Target) -> Void
  let lookUp: (Int, Int, UnsafePointer<Int32>, Source, Target) -> Void
  let lookUpBackward: (Int, Int, UnsafePointer<Int32>, Source, Target) -> Void
  let drawMask: (Int, UInt64, Double, Target) -> Void
  let moments:
    (Int, Int, Int, Lengths, Source, UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>) ->
      Void
  let scaleShift: (Int, Int, Int, Lengths, Source, Source, Source, Target) -> Void
  let normaliseRows: (Int, Int, Element, Source, Target, Target) -> Void
  let normaliseRowsBackward: (Int, Int, Source, Source, Target) -> Void
  let softmaxSteps: (Int, Int, Lengths, Target) -> Void
  let softmaxStepsBackward: (Int, Int, Source, Target) -> Void
  let weightedSum: (Int, Int, Int, Source, Source, Target) -> Void
  let weightedSumBackward: (Int, Int, Int, Source, Source, Source, Target, Target) -> Void

  init(
    addToRows: @escaping (Int, Int, Source, Target) -> Void,
    scaleRows: @escaping (Int, Int, Source, Target) -> Void,
    totalRows: @escaping (Int, Int, Source, Target) -> Void,
    totalProducts: @escaping (Int, Int, Source, Source, Target) -> Void,
    addValues: @escaping (Int, Source, Target) -> Void,
    copyRows: @escaping (Int, Int, Source, Int, Target, Int, Bool) -> Void,
    clearPadding: @escaping (Int, Int, Int, Lengths, Target) -> Void,
    activate: @escaping (rk_layer_activation, Element, Int, Source, Target) -> Void,
    activateBackward: @escaping (rk_layer_activation, Element, Int, Source, Target) -> Void,
    gatherWindows: @escaping (rk_window, Int, Int, Source, Target) -> Void,
    scatterWindows: @escaping (rk_window, Int, Int, Source, Target) -> Void,
    tapsOutward: @escaping (Int, Int, Int, Source, Target) -> Void,
    addTapsInward: @escaping (Int, Int, Int, Source, Target) -> Void,
    maxPool:
      @escaping (rk_window, Lengths, Lengths, Source, Target, UnsafeMutablePointer<Int32>) -> Void,
    maxPoolBackward: @escaping (rk_window, UnsafePointer<Int32>, Source, Target) -> Void,
    meanPool: @escaping (rk_window, Lengths, Lengths, Source, Target) -> Void,
    meanPoolBackward: @escaping (rk_window, Lengths, Lengths, Source, Target) -> Void,
    lookUp: @escaping (Int, Int, UnsafePointer<Int32>, Source, Target) -> Void,
    lookUpBackward: @escaping (Int, Int, UnsafePointer<Int32>, Source, Target) -> Void,
    drawMask: @escaping (Int, UInt64, Double, Target) -> Void,
    moments:
      @escaping (
        Int, Int, Int, Lengths, Source, UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>
      ) -> Void,
    scaleShift: @escaping (Int, Int, Int, Lengths, Source, Source, Source, Target) -> Void,
    normaliseRows: @escaping (Int, Int, Element, Source, Target, Target) -> Void,
    normaliseRowsBackward: @escaping (Int, Int, Source, Source, Target) -> Void,
    softmaxSteps: @escaping (Int, Int, Lengths, Target) -> Void,
    softmaxStepsBackward: @escaping (Int, Int, Source, Target) -> Void,
    weightedSum: @escaping (Int, Int, Int, Source, Source, Target) -> Void,
    weightedSumBackward: @escaping (Int, Int, Int, Source, Source, Source, Target, Target) -> Void
  ) {
    unsafe self.addToRows = addToRows
    unsafe self.scaleRows = scaleRows
    unsafe self.totalRows = totalRows
    unsafe self.totalProducts = totalProducts
    unsafe self.addValues = addValues
    unsafe self.copyRows = copyRows
    unsafe self.clearPadding = clearPadding
    unsafe self.activate = activate
    unsafe self.activateBackward = activateBackward
    unsafe self.gatherWindows = gatherWindows
    unsafe self.scatterWindows = scatterWindows
    unsafe self.tapsOutward = tapsOutward
    unsafe self.addTapsInward = addTapsInward
    unsafe self.maxPool = maxPool
    unsafe self.maxPoolBackward = maxPoolBackward
    unsafe self.meanPool = meanPool
    unsafe self.meanPoolBackward = meanPoolBackward
    unsafe self.lookUp = lookUp
    unsafe self.lookUpBackward = lookUpBackward
    unsafe self.drawMask = drawMask
    unsafe self.moments = moments
    unsafe self.scaleShift = scaleShift
    unsafe self.normaliseRows = normaliseRows
    unsafe self.normaliseRowsBackward = normaliseRowsBackward
    unsafe self.softmaxSteps = softmaxSteps
    unsafe self.softmaxStepsBackward = softmaxStepsBackward
    unsafe self.weightedSum = weightedSum
    unsafe self.weightedSumBackward = weightedSumBackward
  }
}

extension Float: LayerKernels {
  package static var layerTable: LayerTable<Float> { unsafe layersFloat }
}

// C constants behind closures that hold nothing: safe to share.
private nonisolated(unsafe) let layersFloat: LayerTable<Float> = {
  let c = KernelTable.float.layers
  return unsafe LayerTable(
    addToRows: c.add_to_rows,
    scaleRows: c.scale_rows,
    totalRows: c.total_rows,
    totalProducts: c.total_products,
    addValues: c.add_values,
    copyRows: c.copy_rows,
    clearPadding: c.clear_padding,
    activate: c.activate,
    activateBackward: c.activate_backward,
    gatherWindows: c.gather_windows,
    scatterWindows: c.scatter_windows,
    tapsOutward: c.taps_outward,
    addTapsInward: c.add_taps_inward,
    maxPool: c.max_pool,
    maxPoolBackward: c.max_pool_backward,
    meanPool: c.mean_pool,
    meanPoolBackward: c.mean_pool_backward,
    lookUp: c.look_up,
    lookUpBackward: c.look_up_backward,
    drawMask: c.draw_mask,
    moments: c.moments,
    scaleShift: c.scale_shift,
    normaliseRows: c.normalise_rows,
    normaliseRowsBackward: c.normalise_rows_backward,
    softmaxSteps: c.softmax_steps,
    softmaxStepsBackward: c.softmax_steps_backward,
    weightedSum: c.weighted_sum,
    weightedSumBackward: c.weighted_sum_backward)
}()

extension Double: LayerKernels {
  package static var layerTable: LayerTable<Double> { unsafe layersDouble }
}

// C constants behind closures that hold nothing: safe to share.
private nonisolated(unsafe) let layersDouble: LayerTable<Double> = {
  let c = KernelTable.double.layers
  return unsafe LayerTable(
    addToRows: c.add_to_rows,
    scaleRows: c.scale_rows,
    totalRows: c.total_rows,
    totalProducts: c.total_products,
    addValues: c.add_values,
    copyRows: c.copy_rows,
    clearPadding: c.clear_padding,
    activate: c.activate,
    activateBackward: c.activate_backward,
    gatherWindows: c.gather_windows,
    scatterWindows: c.scatter_windows,
    tapsOutward: c.taps_outward,
    addTapsInward: c.add_taps_inward,
    maxPool: c.max_pool,
    maxPoolBackward: c.max_pool_backward,
    meanPool: c.mean_pool,
    meanPoolBackward: c.mean_pool_backward,
    lookUp: c.look_up,
    lookUpBackward: c.look_up_backward,
    drawMask: c.draw_mask,
    moments: c.moments,
    scaleShift: c.scale_shift,
    normaliseRows: c.normalise_rows,
    normaliseRowsBackward: c.normalise_rows_backward,
    softmaxSteps: c.softmax_steps,
    softmaxStepsBackward: c.softmax_steps_backward,
    weightedSum: c.weighted_sum,
    weightedSumBackward: c.weighted_sum_backward)
}()
