#!/usr/bin/env python3
"""Writes reference/signal-vectors.json: filters and resampling as SciPy computes them.

usage: generate-signal-vectors.py > reference/signal-vectors.json   (needs numpy and scipy)
"""
import json
import sys

import numpy as np
from scipy import signal

random = np.random.default_rng(20170917)
time = np.arange(240) / 250
wave = np.sin(2 * np.pi * 1.2 * time) + 0.3 * np.sin(2 * np.pi * 50 * time) + 0.8 * time + 3
wave = np.round(wave + 0.1 * random.standard_normal(time.size), 6)

FILTERS = [
    # order, kind, edges in Hz, sampling frequency in Hz
    (1, "lowpass", [15], 250), (2, "lowpass", [40], 360), (3, "lowpass", [40], 250), (5, "lowpass", [10], 250),
    (1, "highpass", [0.5], 250), (2, "highpass", [5], 250), (3, "highpass", [0.5], 300),
    (1, "bandpass", [0.5, 40], 300), (2, "bandpass", [0.5, 40], 300), (3, "bandpass", [0.5, 40], 300),
    (3, "bandpass", [5, 15], 250), (4, "bandpass", [0.5, 40], 300), (2, "bandstop", [48, 52], 250),
    (3, "bandstop", [20, 90], 250),
]
RATIOS = [(2, 3), (3, 2), (1, 2), (2, 1), (25, 36), (125, 128), (5, 6), (4, 6), (1, 1), (200, 257)]

filters = []
for order, kind, edges, frequency in FILTERS:
    sections = signal.butter(order, edges if len(edges) > 1 else edges[0], kind, fs=frequency, output="sos")
    filters.append({
        "order": order, "kind": kind, "edges": edges, "samplingFrequency": frequency,
        "zeroPhase": signal.sosfiltfilt(sections, wave).tolist(),
    })
# The same through one transfer function, whose default padding SciPy computes in another way.
numerator, denominator = signal.butter(2, [0.5, 40], "bandpass", fs=300)
resampled = [
    {"up": up, "down": down, "count": count, "output": signal.resample_poly(wave[:count], up, down).tolist()}
    for up, down in RATIOS for count in ((1, 7, 60) if max(up, down) < 30 else (60,))
]
json.dump({
    "input": wave.tolist(), "filters": filters,
    "transferFunctionZeroPhase": signal.filtfilt(numerator, denominator, wave).tolist(),
    "resampled": resampled,
}, sys.stdout)
print()
