"""docs/BENCHMARKS.md, from the figures."""
import os
import statistics

from . import plot
from .rows import ROWS

INTRODUCTION = """# Benchmarks

Written by `bench/compare`; the figures of every round are in [benchmarks.json](benchmarks.json). What is compared, and why it is
fair, is in [the peers' README](../bench/peers/README.md) and in [the decisions](DECISIONS.md#load-and-figures).

![The figures as a picture](benchmarks.svg)

## How to read it

- Every contender gets the same load from the same generator (`herd bench`), over the same connections, on the same machine, whose
  cores servers and generator share. Contenders take turns, round by round; a figure is the median of its rounds, and what stands in
  brackets the least and the greatest. Compare ratios; other machines have other figures.
- Without a rate, each connection sends when it is answered (*depth*: how many commands may be unanswered); times then are those of
  a server that is as busy as it can be. With a rate, commands are sent at moments that were fixed before, whatever the answers, and
  times count from those moments.
- *All informed*: the clock stops when every server knows the last report of each connection; found out by asking all of them.
- Our servers run as they are configured by default: journal `async`, every limit and check on, places loaded. Only the log does not hold each line
  (`log.level: info`), for nobody else's does.
"""


def write(data, directory):
    text = INTRODUCTION + (machine(data["machine"]) if "machine" in data else "\nNothing has been measured yet.\n")
    for key, row in ROWS.items():
        if key in data["rows"]:
            text += section(key, row, data["rows"][key])
    with open(os.path.join(directory, "BENCHMARKS.md"), "w", encoding="utf-8") as file:
        file.write(text)
    with open(os.path.join(directory, "benchmarks.svg"), "w", encoding="utf-8") as file:
        file.write(plot.svg(data["rows"]))


def machine(told):
    return f"""
## The machine

| | |
|---|---|
| processor | {told["processor"]}, {told["cores"]} cores |
| memory | {told["memoryGiB"]} GiB |
| system | {told["system"]}, Linux {told["kernel"]} |
| Java | {told["java"]} |
| Node | {told["node"]} |
| Twisted | {told["twisted"]} |
| Redis | {told["redis"].split(" sha=")[0]} |
| C | {told["gcc"]} |
| commit | {told["commit"]} |
"""


def section(key, row, measured):
    text = f"\n## ({key}) {row.title}\n\n"
    text += {"e": visible, "f": memory, "h": idle, "i": growth, "j": stores}.get(key, throughput)(measured["figures"])
    rounds = max(len(figures) for figures in measured["figures"].values())
    return text + f"\n{rounds} × {measured['seconds']} s after {measured['warmUp']} s to warm up, {measured['when']}.\n"


def median(figures, key):
    return statistics.median(figure[key] for figure in figures if key in figure)


def spread(figures, key):
    values = [figure[key] for figure in figures]
    return "" if len(values) == 1 else f" ({min(values):,.0f}–{max(values):,.0f})"


def number(value):
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def cost(figures, process):
    key = process + "Micros"
    known = [figure[key] for figure in figures if key in figure]
    return f"{statistics.median(known):.2f}" if known else "–"


def throughput(figures):
    ours = median(figures["herd"], "rate")
    text = "| | commands/s (least–greatest) | herd is | p50 ms | p99 ms | server µs/command | generator µs/command |\n"
    text += "|---|--:|--:|--:|--:|--:|--:|\n"
    for name, each in figures.items():
        rate = median(each, "rate")
        ratio = "" if name == "herd" else f"{ours / rate:.2f}×"
        text += f"| {name} | {rate:,.0f}{spread(each, 'rate')} | {ratio} | {median(each, 'p50'):.2f} | {median(each, 'p99'):.2f}"
        text += f" | {cost(each, 'server')} | {cost(each, 'generator')} |\n"
    places = [figure["placesEach"] for each in figures.values() for figure in each if "placesEach" in figure]
    if places:
        text += f"\nRedis answers with {statistics.median(places):.1f} places on the average, without names; ours are whole answers in JSON.\n"
    return text


def visible(figures):
    each = figures["herd"]
    return (
        f"At {median(each, 'rate'):,.0f} reports/s. From the moment at which a report was to be sent until all five servers answered with it:\n\n"
        "| | p50 ms | p90 ms | p99 ms | max ms |\n|---|--:|--:|--:|--:|\n"
        f"| visible on all five | {median(each, 'p50'):.2f} | {median(each, 'p90'):.2f} | {median(each, 'p99'):.2f} | {median(each, 'max'):.2f} |\n"
        f"\nFound out by asking each server a millisecond after each answer that did not know it: never too short, too long by that pause and"
        f" the question (median {median(each, 'questionP50'):.2f} ms, p99 {median(each, 'questionP99'):.2f} ms). The generator's own"
        f" delay is part of it (its p99: {median(each, 'lateP99'):.2f} ms). {median(each, 'samples'):,.0f} reports in each round. For"
        f" comparison, p99 until a report is acknowledged: {median(each, 'acknowledgedP99'):.2f} ms.\n"
    )


def stores(figures):
    ours = median(figures["herd"], "rate")
    text = "| | IAMAT/s, pipelined (least–greatest) | herd is | p50 ms | p99 ms | µs/command, servers | and Cassandra |"
    text += " at 1,000/s: p50 ms | p99 ms | WHATSAT/s |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n"
    for name, each in figures.items():
        own = median(each, "serverMicros") - median(each, "nodesMicros")
        ratio = "" if name == "herd" else f"{ours / median(each, 'rate'):.1f}×"
        keys = ("nodesMicros", "slowP50", "slowP99", "questions")
        text += f"| {name} | {median(each, 'rate'):,.0f}{spread(each, 'rate')} | {ratio} | {median(each, 'p50'):.2f} | {median(each, 'p99'):.2f}"
        text += f" | {number(own)} | " + " | ".join(number(median(each, key)) for key in keys) + " |\n"
    mebibytes = max(median(each, "nodesMiB") for each in figures.values())
    return text + (
        f"\nThree copies of each report at LOCAL_QUORUM, a group of commits every 10 ms, nodes with heaps of 400 MB ({mebibytes:,.0f} MiB resident"
        " in all). Servers, nodes and generator share the machine's cores.\n"
    )


def memory(figures):
    text = "| | bytes/client | resident bytes/client | resident MiB in all |\n|---|--:|--:|--:|\n"
    for name, each in figures.items():
        text += f"| {name} | {median(each, 'rate'):,.0f} | {median(each, 'residentEach'):,.0f} | {median(each, 'residentMiB'):,.0f} |\n"
    return text + (
        "\nOurs: live heap after a collection (`jcmd GC.run`); resident is what the JVM took, garbage included. Redis: `used_memory`; GEOADD of the client, and"
        " one hash with a field of 62 bytes for each: server, skew, location and time.\n"
    )


def idle(figures):
    each = figures["herd"]
    return (
        "| | |\n|---|--:|\n"
        f"| idle connections, in {median(each, 'processes'):.0f} processes | {median(each, 'connections'):,.0f} |\n"
        f"| live heap for each | {median(each, 'heapEach'):,.0f} B |\n"
        f"| resident for each | {median(each, 'rate'):,.0f} B |\n"
        f"| a normal client's p50 and p99, without them | {median(each, 'p50Without'):.2f} ms, {median(each, 'p99Without'):.2f} ms |\n"
        f"| with them | {median(each, 'p50With'):.2f} ms, {median(each, 'p99With'):.2f} ms |\n"
        "\nThe kernel's own memory for sockets is not in it. Several processes because one may not have so many descriptors here (`ulimit -Hn`);"
        " the normal client sends 2,000 reports a second to the first of them.\n"
    )


def growth(figures):
    text = "| servers in one process | all informed/s | p50 ms | p99 ms | visible on all at 1,000/s: p50 ms | p99 ms |\n|--:|--:|--:|--:|--:|--:|\n"
    for name, each in figures.items():
        if name.endswith("servers"):
            text += f"| {name.split()[0]} | " + " | ".join(number(median(each, key)) for key in ("rate", "p50", "p99", "visibleP50", "visibleP99")) + " |\n"
    text += "\n| clients of one server | commands/s | p50 ms | p99 ms | server µs/command |\n|--:|--:|--:|--:|--:|\n"
    for name, each in figures.items():
        if name.endswith("clients"):
            text += f"| {name.split()[0]} | " + " | ".join(number(median(each, key)) for key in ("rate", "p50", "p99")) + f" | {cost(each, 'server')} |\n"
    text += "\nEach row begins with an empty server: of 10^7 clients some half were known when the time was over.\n"
    return text
