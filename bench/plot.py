"""The picture of what instances cost, by Debian's python3-matplotlib: time and memory for each, over their number."""

from peers import Missing

COLUMNS = (("all healthy after", "s until all are healthy", "o-"), ("MB", "MB of all processes", "s--"))


def draw(results, file):
    """As the name of the file says: SVG, PNG. Raises Missing where matplotlib is not installed."""
    try:
        import matplotlib
    except ImportError as error:
        raise Missing("matplotlib is not there: apt-get install python3-matplotlib") from error
    matplotlib.use("Agg")
    matplotlib.rcParams["svg.hashsalt"] = "resilient-service"  # the same picture of the same numbers
    from matplotlib import pyplot

    numbers = [result["instances"] for result in results]
    figure, axes = pyplot.subplots(1, len(COLUMNS), figsize=(9, 3.5), layout="constrained")
    for axis, (column, label, style) in zip(axes, COLUMNS):
        values = [result[column] for result in results]
        axis.plot(numbers, values, style, color="#2458a6")
        axis.set(xlabel="instances", ylabel=label, xlim=(0, None), ylim=(0, None))
        axis.grid(color="#dddddd")
        for number, value in zip(numbers, values):
            axis.annotate(f"{value:.3g}", (number, value), xytext=(-4, 6), textcoords="offset points", ha="right")
    figure.savefig(file, metadata={"Date": None} if file.suffix == ".svg" else None)
