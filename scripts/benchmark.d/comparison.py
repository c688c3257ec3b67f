"""Peers against each other, round by round, so that all see the machine in the same states."""

import json
import statistics
import time

import machine
from environment import say
from peers import Worker

OWN = "bioseq"
PEAK = "peak"
# Between two peers: thread pools that spin for a while after work come to rest.
PAUSE = 0.15


class Comparison:
    """One thread count: a worker for each peer and one of the project's own kernels."""

    def __init__(self, peers, environment, kernel_bench, threads, settings):
        self.threads = threads
        self.settings = settings
        self.peers = {peer.name: peer for peer in peers}
        self.workers = {OWN: Worker([kernel_bench, "--serve", "--threads", threads], threads)}
        for peer in peers:
            self.workers[peer.name] = Worker(peer.command(environment, threads), threads)

    def end(self):
        for worker in self.workers.values():
            worker.end()

    def processes(self):
        return [worker.process.pid for worker in self.workers.values()]

    def ask(self, name, workload, choice, request):
        batch, variant = choice
        if name == PEAK:
            name, workload = OWN, PEAK
        try:
            return json.loads(self.workers[name].ask(workload, batch, request, variant))
        except ValueError:
            return {"error": "its answer is no JSON"}

    def outputs(self, workload, batch):
        """What each peer computes, by name."""
        results = {}
        for peer in self.peers.values():
            if workload in peer.workloads:
                variant = peer.candidates(workload, self.threads)[0][1]
                answer = self.ask(peer.name, workload, (batch, variant), "outputs")
                if "outputs" in answer:
                    results[peer.name] = answer["outputs"]
                else:
                    say(f"benchmark: {peer.title}, {workload}: {answer['error']}")
        return results

    def chosen(self, peer, workload):
        """The pair of batch and variant with which the peer is fastest, or None where it fails."""
        if not self.settings.sweep:
            return peer.usual_choice(workload)
        candidates = peer.candidates(workload, self.threads)
        rates = {choice: [] for choice in candidates}
        for seconds in (0.01, 0.1, 0.1, 0.1):
            for choice in candidates:
                answer = self.ask(peer.name, workload, choice, seconds)
                if "rate" not in answer:
                    rates.pop(choice, None)
                    problem = answer["error"]
                elif seconds == 0.1:
                    rates[choice].append(answer["rate"])
            candidates = list(rates)
        if not rates:
            say(f"benchmark: {peer.title}, {workload}: {problem}")
            return None
        return max(rates, key=lambda choice: statistics.median(rates[choice]))

    def measure(self, workload):
        """A list of results, the project's own first; empty where that has no such workload."""
        choices = {OWN: (0, "-"), PEAK: (0, "-")}
        if "rate" not in self.ask(OWN, workload, choices[OWN], 0.01):
            say(f"benchmark: kernel-bench has no workload {workload}")
            return []
        for peer in self.peers.values():
            choice = self.chosen(peer, workload) if workload in peer.workloads else None
            if choice is None:
                continue
            answer = self.ask(peer.name, workload, choice, 0.01)
            if "rate" in answer:
                choices[peer.name] = choice
            else:
                say(f"benchmark: {peer.title}, {workload}: {answer['error']}")
        samples = {name: [] for name in choices}
        for _ in range(self.settings.rounds):
            for name, choice in choices.items():
                if self.settings.waits:
                    machine.await_quiet(self.processes(), self.threads, 1.5)
                stopwatch = machine.Stopwatch(self.processes())
                answer = self.ask(name, workload, choice, self.settings.seconds)
                foreign = stopwatch.foreign_cores()
                samples[name].append((answer.get("rate"), foreign))
                time.sleep(PAUSE)
        return [self.result(name, workload, choices[name], samples) for name in choices if self.is_whole(name, samples)]

    def is_whole(self, name, samples):
        if all(rate for rate, _ in samples[name]):
            return True
        say(f"benchmark: {name} failed on the way and is left out")
        return False

    def result(self, name, workload, choice, samples):
        limit = machine.tolerated(self.threads)
        rates = [rate for rate, _ in samples[name]]
        own = [rate for rate, _ in samples[OWN]]
        return {
            "workload": workload,
            "threads": self.threads,
            "peer": name,
            "batch": choice[0] or None,
            "variant": choice[1],
            "median": statistics.median(rates),
            "min": min(rates),
            "max": max(rates),
            "own_over_this": statistics.median(mine / rate for mine, rate in zip(own, rates)),
            "rounds": len(rates),
            "undisturbed_rounds": sum(foreign <= limit for _, foreign in samples[name]),
            "foreign_cores": statistics.median(foreign for _, foreign in samples[name]),
        }
