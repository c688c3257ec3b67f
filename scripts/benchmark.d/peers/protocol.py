"""How a peer talks: it reads lines `WORKLOAD BATCH SECONDS VARIANT` and answers each with a line of JSON,
`{"rate": units a second}` or `{"error": reason}`. With the word `outputs` for the seconds it answers
`{"outputs": [...]}` of one call, for comparing peers with each other.
"""

import json
import sys
import time

import numpy as np
import workloads


def rate(call, seconds):
    """Calls a second, over at least that long."""
    start = time.perf_counter()
    count = 0
    while True:
        call()
        count += 1
        elapsed = time.perf_counter() - start
        if elapsed >= seconds:
            return count / elapsed


def serve(make):
    """`make(workload, batch, variant)` returns a function that does one call and returns its outputs."""
    calls = {}
    for line in sys.stdin:
        workload, batch, seconds, variant = line.split()
        key = (workload, int(batch), variant)
        try:
            if key not in calls:
                # One workload at a time: what the last one held is free for the next.
                calls = {other: call for other, call in calls.items() if other[0] == workload}
                calls[key] = make(*key)
                calls[key]()
            if seconds == "outputs":
                answer = {"outputs": np.asarray(calls[key](), dtype=np.float64).ravel().tolist()}
            else:
                answer = {"rate": rate(calls[key], float(seconds)) * workloads.units(workload, key[1])}
        except Exception as problem:
            answer = {"error": " ".join(str(problem).split())[:200]}
        print(json.dumps(answer), flush=True)
