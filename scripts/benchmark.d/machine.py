"""What the machine's processors do, from /proc."""

import os
import time

TICKS = os.sysconf("SC_CLK_TCK")


def model():
    with open("/proc/cpuinfo") as lines:
        names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else "unknown"


def cores():
    return len(os.sched_getaffinity(0))


def busy_seconds():
    """Processor time all programs have used, without waiting."""
    with open("/proc/stat") as lines:
        fields = [int(field) for field in lines.readline().split()[1:9]]
    idle, waiting = 3, 4
    return sum(field for place, field in enumerate(fields) if place not in (idle, waiting)) / TICKS


def seconds_of(processes):
    """Processor time that some processes have used."""
    total = 0
    for process in processes:
        try:
            with open(f"/proc/{process}/stat") as line:
                fields = line.read().rsplit(")", 1)[1].split()
        except FileNotFoundError:
            continue
        total += int(fields[11]) + int(fields[12])
    return total / TICKS


class Stopwatch:
    """Tells how many cores other programs used since it was made."""

    def __init__(self, processes):
        self.processes = [*processes, os.getpid()]
        self.start = time.monotonic()
        self.busy = busy_seconds()
        self.own = seconds_of(self.processes)

    def foreign_cores(self):
        foreign = busy_seconds() - self.busy - (seconds_of(self.processes) - self.own)
        return max(0, foreign) / (time.monotonic() - self.start)


def tolerated(threads):
    """Cores other programs may use without taking from a comparison on so many threads."""
    return max(0.12, os.cpu_count() - threads - 0.1)


def await_quiet(processes, threads, limit):
    """Waits until other programs leave the cores alone, at most `limit` seconds."""
    end = time.monotonic() + limit
    while time.monotonic() < end:
        stopwatch = Stopwatch(processes)
        time.sleep(0.1)
        if stopwatch.foreign_cores() <= tolerated(threads):
            return
