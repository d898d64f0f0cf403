// A small line chart of the last two minutes, second by second. Lines differ by colour and dashes, and the newest values
// stand beside it as text, which is also what a screen reader gets.
import { element, setText } from "./dom.js";

const WIDTH = 240, HEIGHT = 90, SECONDS = 120;
const STYLES = [["--good", ""], ["--bad", "4 2"], ["--wait", "1 2"]];
const NAMESPACE = "http://www.w3.org/2000/svg";

function shape(name, attributes) {
  const made = document.createElementNS(NAMESPACE, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function points(values, most) {
  const from = SECONDS - values.length;
  return values.map((value, at) => `${((from + at) * WIDTH) / SECONDS},${HEIGHT - 2 - (value / most) * (HEIGHT - 8)}`).join(" ");
}

export function chart(parent, title, lines) {
  const id = `chart-${title.split(" ")[0]}`;
  let figure = document.getElementById(id);
  if (!figure) {
    const picture = shape("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true" });
    lines.forEach((_, at) => {
      const [colour, dashes] = STYLES[at];
      picture.append(shape("polyline", { fill: "none", stroke: `var(${colour})`, "stroke-width": 2, "stroke-dasharray": dashes, "vector-effect": "non-scaling-stroke" }));
    });
    figure = element("figure", { id }, picture, element("figcaption"));
    parent.append(figure);
  }
  const most = Math.max(1, ...lines.flatMap(({ values }) => values));
  lines.forEach(({ values }, at) => figure.querySelectorAll("polyline")[at].setAttribute("points", points(values, most)));
  const marks = ["—", "- -", "···"];
  const now = lines.map(({ name, values }, at) => `${marks[at]} ${name} ${values.at(-1) ?? 0}`).join("  ");
  setText(figure.querySelector("figcaption"), `${title} (most ${most}): ${now}`);
}
