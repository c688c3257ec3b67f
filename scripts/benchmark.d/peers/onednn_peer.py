"""oneDNN called directly, through a small library built from onednn_graphs.cpp. One variant: `plain`.

usage: onednn_peer.py THREADS LIBRARY
"""

import ctypes
import os
import sys

os.environ["OMP_NUM_THREADS"] = sys.argv[1]

import numpy as np
import protocol
import workloads

library = ctypes.CDLL(sys.argv[2])
library.graph_make.restype = ctypes.c_void_p
library.graph_make.argtypes = [ctypes.c_char_p, ctypes.c_int, *[ctypes.c_void_p] * 2, ctypes.c_char_p, ctypes.c_int]
library.graph_run.argtypes = [ctypes.c_void_p] * 2
library.graph_free.argtypes = [ctypes.c_void_p]


class Graph:
    """Owns one graph of the library."""

    def __init__(self, workload, batch):
        weights = np.concatenate([tensor.ravel() for tensor in workloads.tensors(workload)])
        values = workloads.inputs(workload, batch)
        problem = ctypes.create_string_buffer(200)
        self.handle = library.graph_make(
            workload.encode(), batch, weights.ctypes.data, values.ctypes.data, problem, len(problem)
        )
        if not self.handle:
            raise RuntimeError(problem.value.decode())
        numbers = {"C": workloads.STRETCH, "D": 4}.get(workload, 1)
        self.outputs = np.zeros(batch * numbers, np.float32)

    def __call__(self):
        library.graph_run(self.handle, self.outputs.ctypes.data)
        return self.outputs

    def __del__(self):
        if self.handle:
            library.graph_free(self.handle)


if __name__ == "__main__":
    protocol.serve(lambda workload, batch, variant: Graph(workload, batch))
