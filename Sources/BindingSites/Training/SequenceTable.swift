internal import SequenceIO
internal import UserFacing

/// Sequences from FASTA, FASTQ or delimited text, plain or compressed, all held in memory.
///
/// Delimited text has one example a line, columns separated by tabs, commas, semicolons or blanks. A
/// first line with column names is recognised: `sequence` or `seq`; `label`, `bound`, `target`
/// or `class` with 0 or 1; `name`, `id` or `eventid`; `weight`; `side`, which is `training` or
/// `validation`. Without names the longest field of
/// the first line that holds bases is the sequence and the first of the others that is 0 or 1 the label.
package struct SequenceTable {
  package static func read(path: String) throws -> [LabelledSequence] {
    try read(SequenceText(path: path), path: path)
  }

  static func read(_ text: SequenceText, path: String) throws -> [LabelledSequence] {
    let sequences =
      switch text {
      case .records(let reader): try readRecords(reader)
      case .lines(let lines): try readDelimited(lines)
      }
    guard !sequences.isEmpty else {
      throw BindingSitesError.badTable(
        path: path, line: nil, problem: "the file holds no sequence",
        remedy: "give FASTA or a table with a sequence column")
    }
    return sequences
  }

  private static func readRecords(
    _ reader: SequenceReader
  ) throws(SequenceIOError) -> [LabelledSequence] {
    var result: [LabelledSequence] = []
    var codes: [UInt8] = []
    while let chunk = try reader.next() {
      if chunk.isContigStart { codes = [] }
      codes.append(contentsOf: chunk.codes.map { $0 & BaseCode.symbolBits })
      if chunk.isContigEnd {
        result.append(LabelledSequence(name: chunk.contig, codes: codes, isBound: nil))
      }
    }
    return result
  }

  private static func readDelimited(_ lines: TextLines) throws -> [LabelledSequence] {
    let path = lines.path
    var columns: Columns?
    var result: [LabelledSequence] = []
    while let line = try lines.next() {
      guard line.contains(where: { !$0.isWhitespace }) else { continue }
      let fields = split(line)
      if columns == nil {
        if let named = Columns(header: fields) {
          columns = named
          continue
        }
        columns = Columns(guessedFrom: fields)
      }
      guard let columns else {
        throw BindingSitesError.badTable(
          path: path, line: lines.lineNumber, problem: "no column holds a sequence of bases",
          remedy: "name the column \"sequence\" in the first line")
      }
      result.append(try columns.example(fields, path: path, line: lines.lineNumber))
    }
    return result
  }

  private static func split(_ line: String) -> [Substring] {
    for separator in ["\t", ",", ";"] as [Character] where line.contains(separator) {
      return line.split(separator: separator, omittingEmptySubsequences: false)
    }
    return line.split(separator: " ")
  }
}

/// Which columns of a table mean what.
private struct Columns {
  private var sequence: Int
  private var label: Int?
  private var name: Int?
  private var weight: Int?
  private var side: Int?

  init?(header fields: [Substring]) {
    let names = fields.map { $0.lowercased().filter { $0 != "#" && !$0.isWhitespace } }
    guard let sequence = names.firstIndex(where: ["sequence", "seq"].contains) else { return nil }
    self.sequence = sequence
    label = names.firstIndex(where: ["label", "bound", "target", "class"].contains)
    name = names.firstIndex(where: ["name", "id", "eventid"].contains)
    weight = names.firstIndex(of: "weight")
    side = names.firstIndex(of: "side")
  }

  init?(guessedFrom fields: [Substring]) {
    // Names such as "chrX" are IUPAC letters too, but the sequence is longer.
    let sequence = fields.indices.filter {
      fields[$0].count >= 4 && BaseCode.codes(ofLetters: String(fields[$0])) != nil
    }.max { fields[$0].count < fields[$1].count }
    guard let sequence else { return nil }
    self.sequence = sequence
    label = fields.indices.first { $0 != sequence && ["0", "1"].contains(fields[$0]) }
  }

  func example(_ fields: [Substring], path: String, line: Int) throws -> LabelledSequence {
    func fault(_ problem: String, _ remedy: String) -> BindingSitesError {
      .badTable(path: path, line: line, problem: problem, remedy: remedy)
    }
    let last = max(sequence, label ?? 0, name ?? 0, weight ?? 0, side ?? 0)
    guard fields.count > last else {
      throw fault(
        "the line has \(fields.count) columns, \(last + 1) are needed",
        "give every line the same columns")
    }
    guard let codes = BaseCode.codes(ofLetters: String(fields[sequence])) else {
      throw fault("the sequence holds letters that are no bases", "give DNA in IUPAC letters")
    }
    let isBound: Bool? = try label.map { column in
      switch fields[column] {
      case "0", "0.0": return false
      case "1", "1.0": return true
      default: throw fault("the label \(String(fields[column]).quoted) is not 0 or 1", "mend it")
      }
    }
    let weight = try weight.map { column in
      guard let value = Float(fields[column]), value > 0, value.isFinite else {
        throw fault("the weight is not a positive number", "mend it")
      }
      return value
    }
    let side = try side.map { column in
      guard let side = LabelledSequence.Side(rawValue: String(fields[column])) else {
        throw fault(
          "the side \(String(fields[column]).quoted) is neither training nor validation", "mend it")
      }
      return side
    }
    return LabelledSequence(
      name: name.map { String(fields[$0]) } ?? "line \(line)",
      codes: codes.map { $0 & BaseCode.symbolBits }, isBound: isBound, weight: weight ?? 1,
      side: side)
  }
}
