#!/usr/bin/python3
"""Compares this project with its peers, in pairs: both sides on this machine, in turn, under the same load.

    ./test && bench/compare.py                          every pair
    bench/compare.py --only get-item,balancer-http      some
    bench/compare.py --list                             their names and goals

A number means something only beside its peer's of the same minute, so each is the median of rounds that alternate, and
what counts is the ratio. What a pair needs and does not find is named, with the command that installs it. Everything
listens on 127.0.0.0/8 and is ended at the end. PROGRAMS: the folder of the programs, build/release/bin otherwise.

Exit status: 0; 1 when a pair went wrong (a goal that is not reached is no error); 2 wrong usage; 130 interrupted.
"""

import argparse
import json
import os
import pathlib
import sys

sys.dont_write_bytecode = True

from load import Wrong, compare, rounds  # noqa: E402
from peers import Bench, Interrupted, Interruptions, Missing, end_with_parent, find  # noqa: E402
import pairs_balancer  # noqa: E402
import pairs_service  # noqa: E402
import pairs_table  # noqa: E402

PAIRS = {**pairs_table.PAIRS, **pairs_balancer.PAIRS, **pairs_service.PAIRS}
FEWEST_ROUNDS = 5


class Parser(argparse.ArgumentParser):
    def error(self, message):
        self.exit(2, f"{self.prog}: {message}\n")


def at_least(least):
    def number(text):
        if not text.isdigit() or int(text) < least:
            raise argparse.ArgumentTypeError(f"'{text}' is not a whole number from {least} on")
        return int(text)

    return number


def some_of(known):
    def names(text):
        given = text.split(",")
        for name in given:
            if name not in known:
                raise argparse.ArgumentTypeError(f"nothing is called '{name}'; --list has the names")
        return [name for name in known if name in given]

    return names


def new_file(text):
    path = pathlib.Path(text).absolute()
    if path.is_dir() or not os.access(path if path.exists() else path.parent, os.W_OK):
        raise argparse.ArgumentTypeError(f"'{text}' cannot be written")
    return path


def arguments():
    parser = Parser(description=__doc__.splitlines()[0], allow_abbrev=False)
    parser.add_argument("--only", metavar="PAIR[,PAIR]", type=some_of(PAIRS), default=list(PAIRS))
    parser.add_argument("--rounds", metavar="N", type=at_least(FEWEST_ROUNDS), default=FEWEST_ROUNDS)
    parser.add_argument("--seconds", metavar="N", type=at_least(1), default=3, help="of each round, on each side")
    parser.add_argument("--markdown", metavar="FILE", type=new_file, help="the table, also to a file")
    parser.add_argument("--json", metavar="FILE", type=new_file, help="everything, with each round")
    parser.add_argument("--list", action="store_true", help="the pairs, and start nothing")
    return parser.parse_args()


def verdict(result):
    missed = []
    if result["ratio"] < result["goal"]:
        missed.append("ratio")
    if result["p99_goal"] and result["p99_ratio"] > result["p99_goal"]:
        missed.append("p99")
    return missed


def goal_of(ratio, p99):
    return f"≥ {ratio:g}" + (f", p99 ≤ {p99:g} ×" if p99 else "")


def measure(name, options, interruptions):
    """What the pair gave; or it raises Missing, or what went wrong."""
    _, goal, p99_goal, prepare = PAIRS[name]
    find("wrk", "apt install wrk")
    with Bench(interruptions) as bench:
        sides = prepare(bench)
        samples = rounds(sides, options.rounds, options.seconds, bench.folder, end_with_parent)
    result = {"pair": name, "goal": goal, "p99_goal": p99_goal, **compare(sides, samples)}
    result["missed"] = verdict(result)
    return result


def numbers(side):
    return f"{side['requests_per_second']:,.0f}/s, {side['p99_ms']:.2f} ms"


def ratio(result):
    text = f"{result['ratio']:.2f} ({result['ratio_min']:.2f}..{result['ratio_max']:.2f})"
    return text + (f", p99 {result['p99_ratio']:.2f}" if result["p99_goal"] else "")


def reached(result):
    return f"no: {', '.join(result['missed'])}" if result["missed"] else "yes"


def beside(result):
    """What a pair says besides its ratio, as lines."""
    for side in result["beside"]:
        share = result["ours"]["requests_per_second"] / side["requests_per_second"]
        yield f"`{result['pair']}`: {side['name']} gives {numbers(side)}; ours is {share:.2f} of it"


def said(result):
    """The line of a pair."""
    return (f"{result['pair']}: ours {numbers(result['ours'])}; {result['peer']['name']} {numbers(result['peer'])}; "
            f"ratio {ratio(result)}; goal {goal_of(result['goal'], result['p99_goal'])}: {reached(result)}")


def table(results, left_out, options):
    lines = [
        "| pair | ours: requests/s, p99 | peer: requests/s, p99 | ratio of medians (of rounds: least..most) "
        "| goal | reached |",
        "|---|---|---|---|---|---|",
    ]
    for result in results:
        peer = result["peer"]
        cells = [f"`{result['pair']}`", numbers(result["ours"]), f"{peer['name']}: {numbers(peer)}", ratio(result),
                 goal_of(result["goal"], result["p99_goal"]), reached(result)]
        lines.append("| " + " | ".join(cells) + " |")
    how = f"{options.rounds} rounds of {options.seconds} s a side, in turn, on {os.cpu_count()} cores"
    lines += ["", f"Medians of {how}."]
    lines += [f"{line}." for result in results for line in beside(result)]
    lines += [f"`{name}` {why}." for name, why in left_out.items()]
    return "\n".join(lines) + "\n"


def main():
    options = arguments()
    if options.list:
        for name, (what, goal, p99, _) in PAIRS.items():
            print(f"{name:16} {goal_of(goal, p99):20} {what}")
        return 0
    interruptions = Interruptions()
    results, left_out, status = [], {}, 0
    try:
        for name in options.only:
            try:
                result = measure(name, options, interruptions)
                results.append(result)
                print(said(result), *beside(result), sep="\n", flush=True)
            except Missing as error:
                left_out[name] = f"skipped: {error}"
            except Exception as error:  # the other pairs can be measured all the same
                interruptions.check()  # which libraries may have made something else of
                kind = "" if isinstance(error, Wrong) else f"{type(error).__name__}: "
                left_out[name] = f"went wrong: {kind}{' '.join(str(error).split())}"
                status = 1
            interruptions.check()
            if name in left_out:
                print(f"{name}: {left_out[name]}", flush=True)
    except Interrupted as signal:
        print(f"{pathlib.Path(sys.argv[0]).name}: interrupted; everything is ended", file=sys.stderr)
        status = 128 + signal.args[0]
    text = table(results, left_out, options) if results else ""
    print(f"\n{text}", end="")
    if options.markdown and results:
        options.markdown.write_text(text)
    if options.json:
        options.json.write_text(json.dumps({"results": results, "left out": left_out}, indent=2) + "\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
