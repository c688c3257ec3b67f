/// What a format's header and constant columns need to know.
package struct AnnotationOptions: Sendable {
  /// The program named in GFF3's column 2.
  package var source: String
  /// GFF3's column 3, a Sequence Ontology term, e.g. `TF_binding_site`.
  package var featureType: String
  /// Contigs with their lengths in bases, where known, for GFF3's `##sequence-region`.
  package var contigs: [(name: String, length: Int)]

  package init(
    source: String = ".", featureType: String = "sequence_feature",
    contigs: [(name: String, length: Int)] = []
  ) {
    self.source = source
    self.featureType = featureType
    self.contigs = contigs
  }
}
