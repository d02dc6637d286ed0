"""The command bench/compare."""
import argparse
import json
import os
import signal
import sys
import time

from . import machine, report
from .lab import ROOT, Failure, Lab
from .rows import ROWS

DATA = os.path.join(ROOT, "docs", "benchmarks.json")
ONE_ROUND = "fhi"  # What does not vary between rounds, or takes too long for several.


def main(arguments):
    options = parse(arguments)
    rows = chosen(options)
    if rows is None:
        return 2
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda caught, _: sys.exit(128 + caught))
    data = load(options.data)
    if not options.render:
        try:
            measure(options, rows, data)
        except Failure as e:
            print(f"compare: {e}", file=sys.stderr)
            return 1
    if not options.quick:
        report.write(data, os.path.join(ROOT, "docs"))
        print("written: docs/BENCHMARKS.md, docs/benchmarks.svg")
    return 0


def parse(arguments):
    parser = argparse.ArgumentParser(
        prog="bench/compare",
        description="Starts the herd and others in turn, puts the same load on each, several rounds interleaved, and "
        "writes medians and ratios to docs/BENCHMARKS.md, with a picture.",
        epilog="Rows: " + "; ".join(f"{key} {row.title}" for key, row in ROWS.items()),
    )
    parser.add_argument("--rows", default=",".join(ROWS), help="which, such as a,b (default: all)")
    parser.add_argument("--rounds", type=int, default=5, help="of each row (default: 5; f, h and i have one)")
    parser.add_argument("--seconds", type=int, default=5, help="measured in each round (default: 5)")
    parser.add_argument("--warm-up", type=int, default=5, help="seconds before that (default: 5)")
    parser.add_argument("--ports", type=int, default=21500, help="the first of 200 that it may use (default: 21500)")
    parser.add_argument("--quick", action="store_true", help="one round of a second, our own server only; writes nothing")
    parser.add_argument("--render", action="store_true", help="measures nothing, writes docs/BENCHMARKS.md anew")
    parser.add_argument("--data", default=DATA, help="where the figures are kept (default: docs/benchmarks.json)")
    return parser.parse_args(arguments)


def chosen(options):
    rows = [key for key in options.rows.split(",") if key]
    if options.quick and options.rows == ",".join(ROWS):
        rows = ["a", "b"]
    unknown = [key for key in rows if key not in ROWS]
    if unknown:
        print(f"compare: row {unknown[0]} (expected: some of {','.join(ROWS)})", file=sys.stderr)
        return None
    return rows


def load(path):
    try:
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    except FileNotFoundError:
        return {"rows": {}}


def measure(options, rows, data):
    rounds, seconds, warm_up = (1, 1, 1) if options.quick else (options.rounds, options.seconds, options.warm_up)
    with Lab(options.ports, seconds, warm_up, options.quick) as lab:
        lab.build()
        data["machine"] = machine.describe(lab)
        for key in rows:
            start = time.monotonic()
            row = ROWS[key]
            print(f"{key}: {row.title}", flush=True)
            row.before(lab, data)
            row_rounds = 1 if key in ONE_ROUND else rounds
            figures = {}
            for number in range(row_rounds):
                for contender in row.contenders(lab):
                    figure = row.measure(lab, contender, data)
                    figures.setdefault(contender, []).append(figure)
                    print(f"  round {number + 1}  {contender:22} {row.brief(figure)}", flush=True)
            data["rows"][key] = {
                "figures": figures,
                "seconds": seconds,
                "warmUp": warm_up,
                "when": time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime()),
                "took": round(time.monotonic() - start),
            }
            if not options.quick:
                with open(options.data, "w", encoding="utf-8") as file:
                    json.dump(data, file, indent=1)
                    file.write("\n")
