#!/usr/bin/env python3
"""Writes reference/motif-vectors.json: scores of made-up motifs by Biopython, and their exact p-values.

Scores are Biopython's log-odds on a short sequence, both strands; p-values come from scoring every word of the
motif's length. Needs biopython and numpy. Usage: scripts/generate-motif-vectors.py > reference/motif-vectors.json
"""

import itertools
import json
import math
import sys

import Bio
import numpy
from Bio import motifs

BASES = "ACGT"


def case(generator, width, background, pseudocount):
    counts = numpy.round(generator.dirichlet([0.4] * 4, width) * generator.integers(20, 200), 0)
    counts[:, 0] += counts.sum(axis=1) == 0
    motif = motifs.Motif(alphabet=BASES, counts={base: list(counts[:, i]) for i, base in enumerate(BASES)})
    shares = dict(zip(BASES, background))
    weights = motif.counts.normalize(pseudocounts={base: pseudocount * shares[base] for base in BASES})
    matrix = weights.log_odds(shares)
    sequence = "".join(generator.choice(list(BASES), 60))
    table = numpy.array([matrix[base] for base in BASES]).T * math.log(2)
    forward = numpy.zeros(1)
    reverse = numpy.zeros(1)
    chance = numpy.ones(1)
    for i in range(width):
        # Words in lexicographic order; the other strand reads complements from the end.
        forward = (forward[:, None] + table[i][None, :]).ravel()
        reverse = (reverse[:, None] + table[width - 1 - i][::-1][None, :]).ravel()
        chance = (chance[:, None] * numpy.array(background)[None, :]).ravel()
    better = numpy.maximum(forward, reverse)
    pvalues = []
    for share in (0.3, 0.1, 0.03, 0.01, 0.003, 0.001):
        order = numpy.argsort(-better)
        place = int(numpy.searchsorted(numpy.cumsum(chance[order]), share))
        # Halfway to the next score, so that rounding does not decide.
        score = (better[order[place]] + better[order[place + 1]]) / 2
        pvalues.append({
            "score": float(score),
            "forward": float(chance[forward >= score].sum()),
            "reverse": float(chance[reverse >= score].sum()),
            "both": float(chance[better >= score].sum()),
        })
    return {
        "counts": counts.tolist(), "background": list(background), "pseudocount": pseudocount, "sequence": sequence,
        "forward": [float(x) * math.log(2) for x in matrix.calculate(sequence)],
        "reverse": [float(x) * math.log(2) for x in matrix.reverse_complement().calculate(sequence)],
        "pvalues": pvalues,
    }


def main():
    generator = numpy.random.default_rng(5)
    cases = [
        case(generator, 5, (0.25, 0.25, 0.25, 0.25), 0.8),
        case(generator, 8, (0.3, 0.2, 0.2, 0.3), 0.8),
        case(generator, 9, (0.4, 0.1, 0.2, 0.3), 2.0),
    ]
    json.dump({"made_by": f"Biopython {Bio.__version__}, numpy {numpy.__version__}", "cases": cases}, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
