package import UserFacing

/// Why a run cannot stay under a bound of memory.
package enum MemoryError: UserFacingError, Equatable {
  /// Known before anything was done.
  case tooLittle(limit: MemorySize, needed: MemorySize)
  /// Found out on the way.
  case exceeded(limit: MemorySize)

  package var diagnosis: Diagnosis {
    switch self {
    case .tooLittle(let limit, let needed):
      Diagnosis(
        "this run needs about \(needed.text) of memory on one thread, but --max-memory gives "
          + "\(limit.text)", remedy: "give more, or choose a smaller model",
        exitStatus: .memoryLimitReached)
    case .exceeded(let limit):
      Diagnosis(
        "the run would soon hold more memory than --max-memory gives (\(limit.text)), so it was ended",
        remedy: "give more, or a stricter threshold", exitStatus: .memoryLimitReached)
    }
  }
}
