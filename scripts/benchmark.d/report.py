"""The table of a comparison, as Markdown."""

from comparison import OWN, PEAK
from peers import UNITS


def rate(value, unit):
    for limit, divisor, prefix in ((1e6, 1e6, " M"), (1e4, 1e3, " k")):
        if value >= limit:
            return f"{value / divisor:.3g}{prefix} {unit}/s"
    return f"{value:.4g} {unit}/s"


def table(results, peers):
    """One row for each workload and thread count, one column for each peer."""
    head = ["workload", "threads", "bioseq", "of the FMA peak"] + [peer.title for peer in peers] + ["over the fastest"]
    lines = ["| " + " | ".join(head) + " |", "| --- " * len(head) + "|"]
    for workload, threads in dict.fromkeys((result["workload"], result["threads"]) for result in results):
        row = {
            result["peer"]: result
            for result in results
            if (result["workload"], result["threads"]) == (workload, threads)
        }
        unit = UNITS.get(workload, "windows")
        cells = [workload, str(threads), rate(row[OWN]["median"], unit), share_of_peak(row)]
        for peer in peers:
            other = row.get(peer.name)
            cells.append(f"{rate(other['median'], unit)} ({other['own_over_this']:.2f}x)" if other else "")
        ratios = [row[peer.name]["own_over_this"] for peer in peers if peer.name in row]
        cells.append(f"**{min(ratios):.2f}x**" if ratios else "")
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def share_of_peak(row):
    """Operations of the own kernels over the peak of the same rounds."""
    operations = row[OWN].get("operations_per_unit")
    if not operations or PEAK not in row:
        return ""
    return f"{100 * operations * row[PEAK]['own_over_this']:.0f} %"


def text(results, peers, description):
    """The report: what was measured, the table, the choices, and how far others disturbed it."""
    versions = ", ".join(f"{peer.title} {description['versions'][peer.name]}" for peer in peers)
    undisturbed = sum(result["undisturbed_rounds"] for result in results)
    total = sum(result["rounds"] for result in results)
    lines = [
        "# bioseq's kernels beside other engines",
        "",
        f"{description['date']}; {description['processor']}, {description['cores']} cores, "
        f"instruction set {description['instruction_set']}; float32 throughout.",
        f"Peers: {versions}. {description['choices']}",
        "",
        "Rates are medians over interleaved rounds, the factors medians of the rounds' ratios (bioseq's rate over the",
        "peer's); the last column is the smallest factor.",
        "",
        table(results, peers),
        "",
    ]
    if undisturbed < 0.9 * total:
        warning = f"Other programs used the cores in {total - undisturbed} of {total} samples"
        lines += [f"**{warning}: figures for orientation only.**", ""]
    lines += ["| workload | threads | peer | batch | variant | median | min | max | undisturbed |", "| --- " * 9 + "|"]
    for result in results:
        numbers = [f"{result[key]:.4g}" for key in ("median", "min", "max")]
        share = f"{result['undisturbed_rounds']}/{result['rounds']}"
        peer = "multiply-add peak, FLOP/s" if result["peer"] == PEAK else result["peer"]
        cells = [result["workload"], result["threads"], peer, result["batch"] or "", result["variant"]]
        lines.append("| " + " | ".join(map(str, [*cells, *numbers, share])) + " |")
    return "\n".join(lines) + "\n"
