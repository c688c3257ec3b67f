#!/usr/bin/env python3
"""Writes reference/metric-vectors.json: metrics of scikit-learn on small cases with many ties.

Needs scikit-learn. Usage: scripts/generate-metric-vectors.py > reference/metric-vectors.json
"""

import json
import sys

import numpy
import sklearn
from sklearn import metrics
from sklearn.calibration import _SigmoidCalibration


def binary_case(generator, count, levels):
    labels = generator.integers(0, 2, count)
    labels[:2] = [0, 1]
    logits = numpy.round((generator.normal(size=count) + labels) * levels) / levels
    probabilities = 1 / (1 + numpy.exp(-logits))
    predictions = probabilities >= 0.5
    calibration = _SigmoidCalibration().fit(logits, labels)
    return {
        "logits": logits.tolist(),
        "probabilities": probabilities.tolist(),
        "labels": [bool(label) for label in labels],
        "auROC": metrics.roc_auc_score(labels, logits),
        "auPRC": metrics.average_precision_score(labels, logits),
        "accuracy": metrics.accuracy_score(labels, predictions),
        "f1": metrics.f1_score(labels, predictions),
        "matthews": metrics.matthews_corrcoef(labels, predictions),
        "logLoss": metrics.log_loss(labels, probabilities),
        "brier": metrics.brier_score_loss(labels, probabilities),
        # scikit-learn's line has the opposite sign.
        "slope": -calibration.a_,
        "intercept": -calibration.b_,
    }


def class_case(generator, count, classes):
    labels = generator.integers(0, classes, count)
    predictions = numpy.where(
        generator.random(count) < 0.6, labels, generator.integers(0, classes, count)
    )
    return {
        "classes": classes,
        "labels": labels.tolist(),
        "predictions": predictions.tolist(),
        "accuracy": metrics.accuracy_score(labels, predictions),
        "f1": metrics.f1_score(labels, predictions, average=None).tolist(),
        "matthews": metrics.matthews_corrcoef(labels, predictions),
    }


def main():
    generator = numpy.random.default_rng(7)
    result = {
        "scikit-learn": sklearn.__version__,
        "binary": [
            binary_case(generator, count, levels)
            for count, levels in [(5, 2), (40, 1), (60, 3), (200, 100)]
        ],
        "classes": [class_case(generator, count, 4) for count in (12, 150)],
    }
    json.dump(result, sys.stdout)
    print()


if __name__ == "__main__":
    main()
