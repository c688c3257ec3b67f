internal import ArgumentParser
internal import RecurrentCore

extension ShardNumber: ExpressibleByArgument {
  /// Reads `i/n`.
  public init?(argument: String) { self.init(argument) }
}
