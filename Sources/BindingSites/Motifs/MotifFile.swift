internal import RecurrentCore
internal import SequenceIO
internal import UserFacing

/// Reads motifs from text: JASPAR (with or without letters and brackets), MEME, TRANSFAC.
package enum MotifFile {
  /// - Throws: `badTable` for text without a motif, or with a broken one; what reading throws.
  package static func read(path: String) throws -> [Motif] {
    var parser = MotifParser(path: path)
    let lines = try TextLines(path: path)
    while let line = try lines.next() { try parser.take(line, number: lines.lineNumber) }
    let motifs = try parser.finish()
    guard !motifs.isEmpty else {
      throw BindingSitesError.badTable(
        path: path, line: nil, problem: "the file holds no motif",
        remedy: "give JASPAR, MEME or TRANSFAC")
    }
    return motifs
  }

  /// The motifs of files as models, file by file; all, or those named by identifier or factor.
  ///
  /// - Throws: what `read(path:)` and `MotifModel` throw, `badTable` for a name that is in none of the files.
  package static func models(
    paths: [String], named names: [String], background: [Double], pseudocount: Double,
    strand: ScanSettings.StrandChoice
  ) throws -> [MotifModel] {
    let files = try paths.map { (path: $0, motifs: try read(path: $0)) }
    for name in names where !files.contains(where: { $0.motifs.contains { $0.isCalled(name) } }) {
      throw BindingSitesError.badTable(
        path: paths[0], line: nil,
        problem: "no motif is called \(name.quoted)"
          + (paths.count > 1 ? ", here and in the other files" : ""),
        remedy: "the first is \(files[0].motifs[0].identifier.quoted); names are told by case")
    }
    return try files.flatMap { path, motifs in
      let sha256 = try? SHA256.hexadecimal(ofFile: path)
      return try motifs.filter { names.isEmpty || names.contains(where: $0.isCalled) }.map {
        try MotifModel(
          $0, path: path, sha256: sha256, background: background, pseudocount: pseudocount,
          strand: strand)
      }
    }
  }
}

/// Takes a motif file line by line.
private struct MotifParser {
  private enum Layout {
    /// A, C, G, T one after the other, counts by position.
    case rowsOfBases
    /// A line a position; in MEME times the number of sites.
    case rowsOfPositions(times: Double)
  }

  private let path: String
  private var motifs: [Motif] = []
  private var identifier: String?
  private var name: String?
  private var layout = Layout.rowsOfBases
  private var rows: [[Double]] = []
  private var firstLine = 0
  private var isMEME = false
  private var isInMatrix = false

  /// MEME's default where a motif does not say on how many sites it rests.
  private static let usualSites = 20.0

  init(path: String) { self.path = path }

  mutating func take(_ line: String, number: Int) throws(BindingSitesError) {
    let text = line.drop { $0.isWhitespace }
    let words = text.split { $0 == " " || $0 == "\t" }
    if text.hasPrefix("#") { return }
    if isMEME { return try takeMEME(words, number) }
    switch words.first.map(String.init) {
    case "MEME": isMEME = true
    case let first? where first.hasPrefix(">"): try beginJASPAR(text.dropFirst(), number)
    case "AC", "ID", "NA", "DE", "XX", "//", "BF", "P0", "PO", "VV", "CC":
      try takeTRANSFAC(words, number)
    case nil: break
    default: try takeRow(text, words, number)
    }
  }

  mutating func finish() throws(BindingSitesError) -> [Motif] {
    try endMotif()
    return motifs
  }

  private mutating func beginJASPAR(
    _ header: Substring, _ number: Int
  ) throws(BindingSitesError) {
    try endMotif()
    let words = header.split { $0.isWhitespace }
    identifier = words.first.map(String.init)
    name = words.dropFirst().first.map(String.init)
    (layout, firstLine, isInMatrix) = (.rowsOfBases, number, true)
  }

  private mutating func takeTRANSFAC(
    _ words: [Substring], _ number: Int
  ) throws(BindingSitesError) {
    let value = words.dropFirst().first.map(String.init)
    switch words[0] {
    case "AC", "ID":
      if !rows.isEmpty { try endMotif() }
      identifier = identifier ?? value
      if words[0] == "ID" { name = name ?? value }
    case "NA": name = value
    case "P0", "PO":
      (layout, firstLine, isInMatrix) = (.rowsOfPositions(times: 1), number, true)
      guard words.dropFirst().prefix(4).map({ $0.uppercased() }) == ["A", "C", "G", "T"] else {
        throw fault(number, "the columns are not A, C, G, T")
      }
    case "//": try endMotif()
    default: break
    }
  }

  private mutating func takeMEME(
    _ words: [Substring], _ number: Int
  ) throws(BindingSitesError) {
    guard let first = words.first else {
      isInMatrix = isInMatrix && rows.isEmpty
      return
    }
    switch first {
    case "ALPHABET=" where words.count > 1 && words[1] != "ACGT":
      throw fault(number, "the alphabet is not ACGT")
    case "MOTIF":
      try endMotif()
      identifier = words.dropFirst().first.map(String.init)
      name = words.dropFirst(2).first.map(String.init)
    case "letter-probability":
      let sites = words.firstIndex(of: "nsites=").flatMap { words.dropFirst($0 + 1).first }
      let times = sites.flatMap { Double($0) } ?? Self.usualSites
      (layout, firstLine) = (.rowsOfPositions(times: times > 0 ? times : Self.usualSites), number)
      isInMatrix = true
    default:
      guard isInMatrix else { return }
      guard words.allSatisfy({ Double($0) != nil }) else { return isInMatrix = false }
      try takeRow("", words, number)
    }
  }

  /// Counts, as numbers alone or as JASPAR's `A [ 1 2 3 ]`.
  private mutating func takeRow(
    _ text: Substring, _ words: [Substring], _ number: Int
  ) throws(BindingSitesError) {
    if !isInMatrix {
      // A bare matrix is four rows of numbers and nothing else.
      (layout, firstLine, isInMatrix) = (.rowsOfBases, number, true)
    }
    switch layout {
    case .rowsOfBases:
      let bases = ["A", "C", "G", "T"]
      var numbers = text
      if let letter = text.first, letter.isLetter {
        guard rows.count < 4, letter.uppercased() == bases[rows.count] else {
          throw fault(number, "the rows are not A, C, G, T")
        }
        numbers = text.dropFirst()
      }
      rows.append(
        try values(
          numbers.split { $0 == "[" || $0 == "]" || $0 == "|" || $0.isWhitespace }, number))
      guard rows.count <= 4 else { throw fault(number, "more than four rows of counts") }
    case .rowsOfPositions(let times):
      // TRANSFAC numbers its lines and ends them with the consensus.
      let isTRANSFAC = !isMEME
      let numbers = isTRANSFAC ? Array(words.dropFirst().prefix(4)) : words
      let row = try values(numbers, number)
      guard row.count == 4 else { throw fault(number, "\(row.count) numbers instead of four") }
      rows.append(row.map { $0 * times })
    }
  }

  private func values(
    _ words: [Substring], _ number: Int
  ) throws(BindingSitesError) -> [Double] {
    var result: [Double] = []
    for word in words {
      guard let value = Double(word), value.isFinite, value >= 0 else {
        throw fault(number, "\(String(word).quoted) is no count")
      }
      result.append(value)
    }
    return result
  }

  private mutating func endMotif() throws(BindingSitesError) {
    defer { (identifier, name, rows, isInMatrix) = (nil, nil, [], false) }
    guard isInMatrix || !rows.isEmpty else { return }
    var counts = rows
    if case .rowsOfBases = layout {
      guard rows.count == 4, Set(rows.map(\.count)).count == 1 else {
        throw fault(firstLine, "no four rows of equal length")
      }
      counts = rows[0].indices.map { position in rows.map { $0[position] } }
    }
    let title = identifier ?? name ?? "motif\(motifs.count + 1)"
    let motif = Motif(identifier: title, name: name ?? title, counts: counts)
    if let problem = motif.problem { throw fault(firstLine, problem) }
    motifs.append(motif)
  }

  private func fault(_ line: Int, _ problem: String) -> BindingSitesError {
    .badTable(
      path: path, line: line, problem: problem, remedy: "give JASPAR, MEME or TRANSFAC")
  }
}
