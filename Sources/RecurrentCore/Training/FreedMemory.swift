internal import CRecurrentKernels

/// What becomes of the memory that a training step has freed.
enum FreedMemory {
  /// Keeps freed memory in the process for the next step, from now on.
  ///
  /// Steps allocate and free the same buffers over and over. By default the C library returns large
  /// ones to the system each time, and finding fresh pages again costs up to half of a step.
  static func keep() { _ = isKept }

  private static let isKept = rk_keep_freed_memory()
}
