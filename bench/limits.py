#!/usr/bin/python3
"""How much a region stands: many idle clients, items and parameters, targets that come and go, and how soon it is there.

    ./test && bench/limits.py                         all of it, some minutes
    bench/limits.py --only start,idle-connections     some
    bench/limits.py --list                            their names
    bench/limits.py --markdown FILE                   the table, also to a file

Each is measured on a region of its own, which is ended with all that runs in it. Where there is a number to reach it
stands beside what was seen; not to reach it is no error. Other exit statuses as compare.py.
"""

import pathlib
import sys

sys.dont_write_bytecode = True

from compare import Parser, new_file, some_of  # noqa: E402
from load import Wrong  # noqa: E402
from peers import Bench, Interrupted, Interruptions, Missing  # noqa: E402
import limits_clients  # noqa: E402
import limits_hosts  # noqa: E402
import limits_page  # noqa: E402
import limits_store  # noqa: E402

MEASURES = {**limits_clients.MEASURES, **limits_store.MEASURES, **limits_page.MEASURES,
            **limits_hosts.MEASURES}


def line(result):
    """`result`: what, the number and its unit, and the bound with whether it is kept, if there is one."""
    seen = f"{result.value:,.{result.digits}f} {result.unit}".strip()
    if result.bound is None:
        return f"| {result.what} | {seen} | | |"
    return f"| {result.what} | {seen} | {result.goal()} | {'yes' if result.reached() else 'no'} |"


def main():
    parser = Parser(description=__doc__.splitlines()[0], allow_abbrev=False)
    parser.add_argument("--only", metavar="NAME[,NAME]", type=some_of(MEASURES), default=list(MEASURES))
    parser.add_argument("--markdown", metavar="FILE", type=new_file, help="the table, also to a file")
    parser.add_argument("--list", action="store_true", help="what there is, and start nothing")
    options = parser.parse_args()
    if options.list:
        for name, measure in MEASURES.items():
            print(f"{name:18} {measure.__doc__.splitlines()[0]}")
        return 0
    lines, status = ["| what | seen | goal | reached |", "|---|---|---|---|"], 0
    print(*lines, sep="\n", flush=True)
    interruptions = Interruptions()
    try:
        for name in options.only:
            try:
                with Bench(interruptions) as bench:
                    for result in MEASURES[name](bench):
                        lines.append(line(result))
                        print(lines[-1], flush=True)
            except Missing as error:
                print(f"limits.py: {name}: skipped: {error}", file=sys.stderr)
            except Exception as error:  # the others can be measured all the same
                interruptions.check()
                kind = "" if isinstance(error, Wrong) else f"{type(error).__name__}: "
                print(f"limits.py: {name}: {kind}{' '.join(str(error).split())}", file=sys.stderr)
                status = 1
            interruptions.check()
    except Interrupted as signal:
        print(f"{pathlib.Path(sys.argv[0]).name}: interrupted; everything is ended", file=sys.stderr)
        status = 128 + signal.args[0]
    if options.markdown:
        options.markdown.write_text("\n".join(lines) + "\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
