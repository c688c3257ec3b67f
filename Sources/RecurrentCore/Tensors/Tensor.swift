/// Numbers in row-major order with named axes.
package struct Tensor<Element: KernelElement>: Sendable, Equatable {
  package let shape: Shape
  package var elements: [Element]

  package init(_ shape: Shape, _ elements: [Element]) {
    precondition(
      elements.count == shape.count, "\(elements.count) elements for shape \(shape)")
    self.shape = shape
    self.elements = elements
  }

  /// Zeros.
  package init(_ shape: Shape) {
    self.init(shape, Element.zeros(shape.count))
  }

  package init(_ axes: KeyValuePairs<Axis, Int>, _ elements: [Element]) {
    self.init(Shape(axes), elements)
  }

  /// The same numbers under another shape of as many elements.
  package func reshaped(_ shape: Shape) -> Tensor { Tensor(shape, elements) }
}
