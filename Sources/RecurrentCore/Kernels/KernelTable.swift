internal import CRecurrentKernels

/// The tables of kernels, chosen once. C constants: nothing ever writes to them.
enum KernelTable {
  static let float = unsafe rk_table_for_f32(InstructionSet.current.kernelValue).pointee
  static let double = unsafe rk_table_for_f64().pointee
}
