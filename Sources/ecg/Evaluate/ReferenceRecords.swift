internal import Arrhythmia
internal import UserFacing

/// The records of a list whose rhythm is known.
struct ReferenceRecords {
  /// In the list's order, each called by the name the reference has for it.
  let sources: [RecordSource]
  let rhythms: [RhythmClass]
  /// Names wanted that are not in the list, in the reference's order.
  let missing: [String]

  /// - Parameter chosen: names to restrict the reference to; nil for all.
  /// - Throws: `unusableExamples` when a chosen name has no rhythm, a name belongs to two records or
  ///   nothing is left.
  init(_ list: [RecordSource], _ reference: RhythmReference, chosen: [String]?) throws {
    var wanted = Set(chosen ?? reference.names)
    if let unknown = chosen?.first(where: { reference.rhythms[$0] == nil }) {
      throw ArrhythmiaError.unusableExamples(
        problem: "the reference does not list \(unknown.quoted)",
        remedy: "add its line or take it from the records")
    }
    let names = wanted
    var sources: [RecordSource] = []
    var rhythms: [RhythmClass] = []
    for var source in list {
      let name = source.record.split(separator: "/").last.map(String.init) ?? source.record
      guard names.contains(name), let rhythm = reference.rhythms[name] else { continue }
      guard wanted.remove(name) != nil else {
        throw ArrhythmiaError.unusableExamples(
          problem: "several records are called \(name.quoted), one is \(source.path.quoted)",
          remedy: "give one folder of records")
      }
      source.record = name
      sources.append(source)
      rhythms.append(rhythm)
    }
    guard !sources.isEmpty else {
      throw ArrhythmiaError.unusableExamples(
        problem: "none of the records is in the reference",
        remedy: "give the folder of the records that the reference lists")
    }
    self.sources = sources
    self.rhythms = rhythms
    missing = reference.names.filter(wanted.contains)
  }
}
