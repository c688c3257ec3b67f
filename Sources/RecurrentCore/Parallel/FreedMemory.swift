internal import CRecurrentKernels

/// What becomes of the memory that a training step or a pass through a network has freed.
package enum FreedMemory {
  /// Keeps freed memory in the process for the next step, from now on.
  ///
  /// Steps allocate and free the same buffers over and over. By default the C library returns large
  /// ones to the system each time, and finding fresh pages again costs up to half of a step. What the
  /// process holds at its peak stays the same but for what lies between buffers.
  package static func keep() { _ = isKept }

  private static let isKept = rk_keep_freed_memory()
}
