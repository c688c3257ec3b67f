/// A row-major matrix lying in part of an array; `rowStride` elements from row to row.
package struct MatrixOperand<Element: Sendable>: Sendable {
  package let elements: [Element]
  package let region: MatrixRegion
  /// Whether the product sees the matrix transposed; `region` describes it as stored.
  package let isTransposed: Bool

  package init(_ elements: [Element], _ region: MatrixRegion, transposed: Bool = false) {
    region.checkFits(in: elements.count)
    self.elements = elements
    self.region = region
    isTransposed = transposed
  }

  /// The whole array as a `(rows, columns)` matrix.
  package init(_ elements: [Element], rows: Int, columns: Int, transposed: Bool = false) {
    self.init(elements, MatrixRegion(rows: rows, columns: columns), transposed: transposed)
  }

  package var rows: Int { isTransposed ? region.columns : region.rows }
  package var columns: Int { isTransposed ? region.rows : region.columns }
}

/// Where a row-major matrix lies in an array.
package struct MatrixRegion: Sendable, Equatable {
  package let offset: Int
  package let rows: Int
  package let columns: Int
  package let rowStride: Int

  package init(offset: Int = 0, rows: Int, columns: Int, rowStride: Int? = nil) {
    self.offset = offset
    self.rows = rows
    self.columns = columns
    self.rowStride = rowStride ?? columns
    precondition(
      offset >= 0 && rows >= 0 && columns >= 0 && self.rowStride >= 0,
      "negative matrix region: offset \(offset), shape (\(rows), \(columns))")
  }

  func checkFits(in count: Int) {
    let end = rows == 0 || columns == 0 ? offset : offset + (rows - 1) * rowStride + columns
    precondition(
      end <= count, "matrix (\(rows), \(columns)) ends at element \(end) of \(count)")
  }
}
