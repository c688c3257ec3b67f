"""ONNX Runtime on the CPU. Variants: `plain`, and `wide` (convolutions as of one-row images).

usage: onnxruntime_peer.py THREADS
"""

import sys

import onnx_graphs
import onnxruntime
import protocol
import workloads


def make(workload, batch, variant):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = int(sys.argv[1])
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    graph = onnx_graphs.Graph(workload, batch, wide_convolutions=variant == "wide")
    session = onnxruntime.InferenceSession(graph.serialized(), options, providers=["CPUExecutionProvider"])
    values = workloads.inputs(workload, batch)
    return lambda: session.run(["output"], {"input": values})[0]


if __name__ == "__main__":
    protocol.serve(make)
