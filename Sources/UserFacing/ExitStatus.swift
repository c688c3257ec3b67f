/// The exit statuses both programs promise; values follow BSD `sysexits.h` and shell conventions.
package enum ExitStatus: Int32, Codable, Sendable, CaseIterable {
  /// Everything asked for was done.
  case success = 0
  /// The run finished, but some inputs failed; each is listed on standard error.
  case someInputsFailed = 1
  /// The command line is wrong (`EX_USAGE`).
  case usage = 64
  /// Input was read but its content is wrong or truncated (`EX_DATAERR`).
  case badInputData = 65
  /// An input cannot be opened (`EX_NOINPUT`).
  case cannotOpenInput = 66
  /// A model is missing or was refused (`EX_UNAVAILABLE`).
  case modelUnavailable = 69
  /// A mistake of the program itself (`EX_SOFTWARE`).
  case internalError = 70
  /// The work needs more memory than `--max-memory` gives (`EX_OSERR`).
  case memoryLimitReached = 71
  /// An output cannot be created (`EX_CANTCREAT`).
  case cannotCreateOutput = 73
  /// Reading or writing failed half-way (`EX_IOERR`).
  case inputOutputError = 74
  /// The time given was over before the work was; the same command goes on (`EX_TEMPFAIL`).
  case timeLimitReached = 75
  /// Ended by SIGINT.
  case interrupted = 130
  /// Ended by SIGTERM.
  case terminated = 143
  /// Ended by SIGXCPU.
  case processorTimeExceeded = 152
}
