/// This process's command line as model files record it.
package enum CommandText {
  /// Without the folders of its files, and without the threads, which change nothing.
  package static func portable(program: String) -> String {
    var words = [program]
    var arguments = CommandLine.arguments.dropFirst()
    while let word = arguments.popFirst() {
      if word == "-@" || word == "--threads" {
        _ = arguments.popFirst()
      } else if !word.hasPrefix("-@"), !word.hasPrefix("--threads=") {
        words.append(
          word.contains("/") ? word.split(separator: "/").last.map(String.init) ?? word : word)
      }
    }
    return words.joined(separator: " ")
  }
}
