/// The named axes of a tensor, outermost first, with their sizes.
package struct Shape: Sendable, Equatable, CustomStringConvertible {
  package let axes: [Axis]
  package let sizes: [Int]

  package init(_ axes: KeyValuePairs<Axis, Int>) {
    self.init(axes: axes.map(\.key), sizes: axes.map(\.value))
  }

  package init(axes: [Axis], sizes: [Int]) {
    precondition(axes.count == sizes.count, "\(axes.count) axes, \(sizes.count) sizes")
    precondition(sizes.allSatisfy { $0 >= 0 }, "negative size in \(sizes)")
    self.axes = axes
    self.sizes = sizes
  }

  /// `(time, batch, features)`: how sequences flow between layers.
  package static func sequences(time: Int, batch: Int, features: Int) -> Shape {
    Shape([.time: time, .batch: batch, .features: features])
  }

  /// The number of elements.
  package var count: Int { sizes.reduce(1, *) }

  /// The size of the named axis; the axis must be there.
  package subscript(axis: Axis) -> Int {
    guard let index = axes.firstIndex(of: axis) else {
      preconditionFailure("no axis \(axis.rawValue) in \(self)")
    }
    return sizes[index]
  }

  package var description: String {
    let parts = zip(axes, sizes).map { "\($0.rawValue): \($1)" }
    return "(\(parts.joined(separator: ", ")))"
  }
}
