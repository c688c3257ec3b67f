/// How word vectors are trained: skip-gram with negative sampling, Mikolov et al. 2013, with the
/// defaults of their program `word2vec` and of gensim; frequent words are not thinned out.
package struct WordVectorSettings: Codable, Sendable, Equatable {
  /// Numbers of a vector, a multiple of 4.
  package var dimensions = 100
  /// Words on either side that a word is to tell, at most: how many is drawn for each word.
  package var window = 5
  /// Words drawn for each that was there, by their count to the power of 0.75.
  package var negatives = 5
  package var epochs = 5
  /// Falls linearly to a ten-thousandth of it.
  package var learningRate = 0.025

  package init() {}
}
