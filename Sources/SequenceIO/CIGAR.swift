/// How a read lies on its reference, as runs of operations (SAM specification, section 1.4.6).
package struct CIGAR: Sendable, Equatable {
  package enum Operation: UInt8, Sendable, CaseIterable {
    case match, insertion, deletion, skip, softClip, hardClip, padding, sequenceMatch,
      sequenceMismatch

    /// Whether the operation uses bases of the read as stored.
    package var consumesRead: Bool {
      switch self {
      case .match, .insertion, .softClip, .sequenceMatch, .sequenceMismatch: true
      case .deletion, .skip, .hardClip, .padding: false
      }
    }

    /// Whether the operation uses bases of the reference.
    package var consumesReference: Bool {
      switch self {
      case .match, .deletion, .skip, .sequenceMatch, .sequenceMismatch: true
      case .insertion, .softClip, .hardClip, .padding: false
      }
    }
  }

  package struct Run: Sendable, Equatable {
    package var operation: Operation
    package var length: Int

    package init(_ operation: Operation, _ length: Int) {
      self.operation = operation
      self.length = length
    }
  }

  package var runs: [Run]

  /// An empty list stands for `*`: not aligned.
  package init(_ runs: [Run] = []) {
    self.runs = runs
  }

  /// Runs as BAM packs them, length above four bits of operation; nil if an operation is unknown.
  init?(packed: [UInt32]) {
    runs = []
    runs.reserveCapacity(packed.count)
    for word in packed {
      guard let operation = Operation(rawValue: UInt8(word & 0xF)) else { return nil }
      runs.append(Run(operation, Int(word >> 4)))
    }
  }

  /// Bases of the stored read the runs account for.
  package var readLength: Int {
    runs.reduce(0) { $0 + ($1.operation.consumesRead ? $1.length : 0) }
  }

  /// Bases of the reference from the first aligned one to the last.
  package var referenceLength: Int64 {
    runs.reduce(0) { $0 + ($1.operation.consumesReference ? Int64($1.length) : 0) }
  }

  /// Offsets on the reference, from the alignment's start, of the first and past the last base of
  /// `readRange` that is aligned to a reference base; nil if none is.
  package func referenceOffsets(ofReadRange readRange: Range<Int>) -> Range<Int64>? {
    var readOffset = 0
    var referenceOffset: Int64 = 0
    var result: Range<Int64>?
    for run in runs {
      let operation = run.operation
      if operation.consumesRead && operation.consumesReference {
        let shared = readRange.clamped(to: readOffset..<readOffset + run.length)
        if !shared.isEmpty {
          let shift = referenceOffset - Int64(readOffset)
          let lower = result?.lowerBound ?? Int64(shared.lowerBound) + shift
          result = lower..<Int64(shared.upperBound) + shift
        }
      }
      if operation.consumesRead { readOffset += run.length }
      if operation.consumesReference { referenceOffset += Int64(run.length) }
    }
    return result
  }
}
