import TestSupport
import Testing

@testable import BindingSites

@Suite struct MotifFileTests {
  let folder: TemporaryFolder
  private let expected = Motif(
    identifier: "MA0001.1", name: "XYZ",
    counts: [[10, 0, 5, 5], [0, 20, 0, 0], [2, 3, 14, 1]])

  init() throws { folder = try TemporaryFolder() }

  private func read(_ text: String) throws -> [Motif] {
    try MotifFile.read(path: folder.write(text, to: "motifs.txt"))
  }

  @Test func readsJASPAR() throws {
    let text = """
      >MA0001.1 XYZ
      A  [ 10 0 2 ]
      C  [ 0 20 3 ]
      G  [ 5 0 14 ]
      T  [ 5 0 1 ]
      >MA0002.1\tABC
      10 0 2
      0 20.0 3
      5 0 14
      5 0 1
      """
    let motifs = try read(text)
    #expect(motifs.count == 2)
    #expect(motifs.first == expected)
    #expect(motifs.last == Motif(identifier: "MA0002.1", name: "ABC", counts: expected.counts))
  }

  @Test func readsABareMatrix() throws {
    let motifs = try read("10 0 2\n0 20 3\n5 0 14\n5 0 1\n")
    #expect(motifs == [Motif(identifier: "motif1", name: "motif1", counts: expected.counts)])
  }

  @Test func readsMEME() throws {
    let text = """
      MEME version 4

      ALPHABET= ACGT

      strands: + -

      Background letter frequencies
      A 0.25 C 0.25 G 0.25 T 0.25

      MOTIF MA0001.1 XYZ
      letter-probability matrix: alength= 4 w= 3 nsites= 20 E= 0
       0.5 0.0 0.25 0.25
       0.0 1.0 0.0 0.0
       0.1 0.15 0.7 0.05
      URL http://x

      MOTIF second
      letter-probability matrix: alength= 4 w= 1
      0.25 0.25 0.25 0.25
      """
    let motifs = try read(text)
    #expect(motifs.map(\.identifier) == ["MA0001.1", "second"])
    #expect(motifs[0].name == "XYZ")
    for (row, wanted) in zip(motifs[0].counts, expected.counts) {
      for (count, other) in zip(row, wanted) { #expect(abs(count - other) < 1e-9) }
    }
    #expect(motifs[1].counts == [[5, 5, 5, 5]])
  }

  @Test func readsTRANSFAC() throws {
    let text = """
      AC MA0001.1
      XX
      ID XYZ
      XX
      DE MA0001.1 XYZ ; From JASPAR
      PO\tA\tC\tG\tT
      01\t10.0\t0.0\t5.0\t5.0\tA
      02\t0.0\t20.0\t0.0\t0.0\tC
      03\t2.0\t3.0\t14.0\t1.0\tG
      XX
      //
      """
    #expect(try read(text) == [expected])
  }

  @Test(
    arguments: [
      "", "# nothing\n", ">a\n1 2\n3 4\n5 6\n", ">a\n1 2\n3 4\n5 6\n7\n",
      ">a\n1 x\n1 1\n1 1\n1 1\n",
      ">a\n-1 2\n1 1\n1 1\n1 1\n", ">a\n0 1\n0 1\n0 1\n0 1\n", ">a\nT [1]\nC [1]\nG [1]\nA [1]\n",
      "MEME version 4\nALPHABET= ACGU\n", ">a\n1\n1\n1\n1\n1\n", "just some words\n", ">a\n",
      "MEME version 4\nMOTIF a\nletter-probability matrix: alength= 4 w= 1\n0.5 0.5 0.5\n",
    ])
  func whatIsNoMotifIsRefused(text: String) throws {
    #expect(throws: BindingSitesError.self) { try read(text) }
  }

  @Test func motifsAreChosenByName() throws {
    let path = try folder.write(
      ">a X\n1\n2\n3\n4\n>b Y\n1\n2\n3\n4\n>c X\n1\n2\n3\n4\n", to: "three.jaspar")
    func chosen(_ names: [String]) throws -> [String] {
      try MotifFile.models(
        paths: [path], named: names, background: [0.25, 0.25, 0.25, 0.25], pseudocount: 1,
        strand: .both
      ).map(\.name)
    }
    #expect(try chosen([]) == ["a", "b", "c"])
    #expect(try chosen(["X"]) == ["a", "c"])
    #expect(try chosen(["b"]) == ["b"])
    #expect(throws: BindingSitesError.self) { try chosen(["x"]) }
    let other = try folder.write(">d Z\n1\n2\n3\n4\n", to: "one.jaspar")
    func chosenOfBoth(_ names: [String]) throws -> [String] {
      try MotifFile.models(
        paths: [path, other], named: names, background: [0.25, 0.25, 0.25, 0.25], pseudocount: 1,
        strand: .both
      ).map(\.name)
    }
    #expect(try chosenOfBoth(["Y", "Z"]) == ["b", "d"])
    #expect(try chosenOfBoth(["Z"]) == ["d"])
    #expect(throws: BindingSitesError.self) { try chosenOfBoth(["Z", "x"]) }
  }
}
