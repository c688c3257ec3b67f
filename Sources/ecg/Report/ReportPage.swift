internal import FoundationEssentials
internal import RecurrentCore
internal import ResultsExport

/// The parts of the page that no record changes.
enum ReportPage {
  /// Everything up to the body's first element.
  ///
  /// Nothing but this style sheet and this script, by their hashes, may act in the page, and nothing
  /// may be loaded (Content Security Policy Level 3, section 2.3).
  static func head(title: String, to buffer: inout TextBuffer) {
    buffer.append(
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
      style-src '\(hash(ReportStyle.text))'; script-src '\(hash(ReportScript.text))'; \
      base-uri 'none'; form-action 'none'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="referrer" content="no-referrer">
      <title>
      """)
    buffer.append(title, escaping: .html)
    buffer.append("</title>\n<style>\(ReportStyle.text)</style>\n</head>\n<body>\n")
    buffer.append(paper)
  }

  /// The lines of ECG paper, 1 mm and 5 mm apart, in the units of `StripDrawing`; every strip shows as
  /// much of them as it is high. Lines, not a pattern: printers get patterns as coarse pictures.
  private static let paper: String = {
    let small = StripDrawing.unitsPerMillimetre
    let large = StripDrawing.largeSquare
    let (width, height) = (StripDrawing.width, StripDrawing.mostHeight)
    func lines(every step: Int, except other: Int?) -> String {
      func isDrawn(_ place: Int) -> Bool { other.map { place % $0 != 0 } ?? true }
      let columns = stride(from: 0, through: width, by: step).filter(isDrawn)
      let rows = stride(from: 0, through: height, by: step).filter(isDrawn)
      return columns.map { "M\($0) 0v\(height)" }.joined()
        + rows.map { "M0 \($0)h\(width)" }.joined()
    }
    return """
      <svg width="0" height="0" aria-hidden="true" focusable="false" class="defs"><defs><g id="grid">\
      <path class="thin" d="\(lines(every: small, except: large))"/>\
      <path class="thick" d="\(lines(every: large, except: nil))"/></g></defs></svg>

      """
  }()

  /// The words every report carries.
  static let notice = """
    <p class="notice" role="note"><strong>For research use only.</strong> \
    This report was made by a program. It is not a diagnosis, and the program is not a medical device: \
    every verdict needs the eyes of a qualified reader.</p>

    """

  static let footer = """
    <p>Strips show the recorded signal, unfiltered, on paper of 1 mm and 5 mm squares: 25 mm a second \
    and 10 mm a millivolt, true to scale when printed at 100 %. Each row starts with a calibration \
    pulse of 1 mV and 0.2 s and has its median voltage on the middle line.</p>
    <p>Probabilities are calibrated chances of the four classes: N normal rhythm, A atrial \
    fibrillation, O other rhythm, ~ too noisy. The stretch that weighed most is the one whose \
    removal costs the verdict most of its lead over the next class.</p>

    """

  static let script = "<script>\(ReportScript.text)</script>\n"

  private static func hash(_ text: String) -> String {
    let digits = Array(SHA256.hexadecimal(of: Array(text.utf8)).utf8)
    let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
      UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
    }
    return "sha256-" + Data(bytes).base64EncodedString()
  }
}
