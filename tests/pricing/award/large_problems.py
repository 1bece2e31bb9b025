"""Large problems: many carriers, bundles, tiers or lines.

`python -m tests.pricing.award.large_problems LINES SECONDS` awards so many lines of one lot by the
command, within a time limit, and says what it took; `make million` does so for 1,000,000 lines.
"""

import json
import random
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

HEAD = {"format": "award-problem/1", "currency": "CNY"}


def _lines(count, lots):
    return [
        {"id": f"L{at}", "lot": f"lot{at % lots}", "member": f"M{at % 97}", "mbps": 10 + at % 90}
        for at in range(count)
    ]


def _quote(carrier, lines, chance, **rest):
    prices = {line["id"]: line["mbps"] * chance.randint(90, 110) for line in lines}
    return {"carrier": carrier, "prices_minor": prices} | rest


def _ladder(name, lots, steps):
    tiers = [{"from": from_, "discount_bps": rate} for from_, rate in steps]
    return {"id": name, "lots": lots, "measure": "mbps", "tiers": tiers}


def many_carriers(count):
    """30 lines in three lots, each carrier with a ladder in each and a least award."""
    chance, lines = random.Random(count), _lines(30, 3)
    steps = ((0, 0), (100, 500), (200, 900))
    rest = {
        "ladders": [_ladder(f"T{at}", [f"lot{at}"], steps) for at in range(3)],
        "minimum_award": {"measure": "lines", "at_least": 3},
    }
    quotes = [_quote(f"c{at:02}", lines, chance, **rest) for at in range(count)]
    return HEAD | {"lines": lines, "quotes": quotes, "rules": {"winners": {"at_most": 4}}}


def many_bundles(count):
    """Two carriers with so many bundles each, of one to four of twelve lots."""
    chance, lines = random.Random(count), _lines(36, 12)
    quotes = [
        _quote(
            carrier,
            lines,
            chance,
            bundles=[
                {
                    "id": f"B{at}",
                    "lots": chance.sample([f"lot{lot}" for lot in range(12)], chance.randint(1, 4)),
                    "discount_bps": chance.randint(50, 400),
                }
                for at in range(count)
            ],
        )
        for carrier in "ab"
    ]
    return HEAD | {"lines": lines, "quotes": quotes}


def many_tiers(count):
    """Three carriers, each with a ladder of so many tiers."""
    chance, lines = random.Random(count), _lines(20, 1)
    ladders = [_ladder("T", "all", [(at, at) for at in range(count)])]
    quotes = [_quote(carrier, lines, chance, ladders=ladders) for carrier in "abc"]
    return HEAD | {"lines": lines, "quotes": quotes}


def many_ladders(count):
    """One carrier that asks 100 fen for each of so many lots of a line, by a ladder of its own."""
    lines = _lines(count, count)
    prices = {line["id"]: 100 for line in lines}
    ladders = [_ladder(f"T{at}", [f"lot{at}"], ((0, 0),)) for at in range(count)]
    return HEAD | {
        "lines": lines,
        "quotes": [{"carrier": "a", "prices_minor": prices, "ladders": ladders}],
    }


def many_lines(count):
    """Three carriers, one lot, a ladder each."""
    chance, lines = random.Random(count), _lines(count, 1)
    ladders = [_ladder("T", "all", ((0, 0), (20 * count, 500)))]
    quotes = [_quote(carrier, lines, chance, ladders=ladders) for carrier in "abc"]
    return HEAD | {"lines": lines, "quotes": quotes}


def many_winners(carriers, lots):
    """Two lines for which each of so many carriers asks a fen more than the one before it."""
    lines = _lines(2, lots)
    quotes = [
        {"carrier": f"c{at:02}", "prices_minor": {line["id"]: 10 + at for line in lines}}
        for at in range(carriers)
    ]
    return HEAD | {"lines": lines, "quotes": quotes}


def award(count, seconds):
    """Awards so many lines by the command: its exit status, seconds, CPU seconds, peak memory."""
    with TemporaryDirectory() as folder:
        problem, result = Path(folder) / "problem.json", Path(folder) / "result.json"
        problem.write_text(json.dumps(many_lines(count)), encoding="utf-8")
        limit, started = ["--time-limit", str(seconds)], time.monotonic()
        done = subprocess.run(
            [sys.executable, "-m", "pricing", "award", problem, "-o", result, *limit], check=False
        )
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        answer = json.loads(result.read_bytes()) if result.exists() else {}
        return {
            "lines": count,
            "exit status": done.returncode,
            "status": answer.get("status"),
            "gap bps": answer.get("gap_bps"),
            "seconds": round(time.monotonic() - started, 1),
            "CPU seconds": round(used.ru_utime + used.ru_stime, 1),
            "peak MB": used.ru_maxrss // 1024,
        }


if __name__ == "__main__":
    print(json.dumps(award(int(sys.argv[1]), float(sys.argv[2]))))
