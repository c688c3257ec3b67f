#if canImport(Glibc)
  internal import Glibc
#endif

/// The number of this process.
func processNumber() -> Int32 { getpid() }

/// Whether standard output is a person's screen.
package func standardOutputIsTerminal() -> Bool { isatty(1) == 1 }

/// Fills standard input, output and error where the process was started without them, so that no
/// file opened later takes their place; using such a stand-in for output fails.
package func reserveStandardStreams() {
  var descriptor: Int32
  repeat {
    descriptor = unsafe open("/dev/null", O_RDONLY | O_CLOEXEC)
  } while descriptor >= 0 && descriptor <= 2
  if descriptor > 2 { _ = close(descriptor) }
}
