/// bedGraph lines: contig, 0-based half-open interval, value; no track line, as tabix and bedtools
/// want it. Source: UCSC Genome Browser, "bedGraph Track Format".
struct BedGraphEncoder: Sendable {
  func append(_ signal: SignalValue, to buffer: inout TextBuffer) {
    buffer.appendBEDInterval(signal.interval)
    buffer.append("\t")
    buffer.append(signal.value)
    buffer.append("\n")
  }
}
