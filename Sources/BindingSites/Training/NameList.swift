internal import UserFacing

/// Names in a message: the first few of them.
enum NameList {
  static func text(_ names: [String], showing most: Int = 5) -> String {
    let shown = names.prefix(most).map(\.quoted).joined(separator: ", ")
    let rest = names.count - min(most, names.count)
    return rest > 0 ? "\(shown) and \(rest) more" : shown
  }
}
