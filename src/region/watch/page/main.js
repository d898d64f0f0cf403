// Puts the page together: what comes from the region goes into the model, and each part shows its own share of it, at
// most once for each frame that the browser draws.
import { $, clock, element, setText } from "./dom.js";
import { listen } from "./stream.js";
import { addVisits, model, setInFlight } from "./model.js";
import { addCalls, startCalls } from "./calls.js";
import { showHealth } from "./health.js";
import { showMap } from "./map.js";
import { showBalancers, showCharts, showVisits } from "./traffic.js";
import { showGroups } from "./scaling.js";
import { showExperiments } from "./experiments.js";
import { story } from "./story.js";
import { showInstance } from "./instance.js";
import { mayAct } from "./api.js";

const MOMENTS = 300;

let drawn = true;
function draw() {
  if (!drawn) return;
  drawn = false;
  requestAnimationFrame(() => {
    drawn = true;
    showHealth();
    showBalancers();
    showMap();
    showGroups();
    showExperiments();
  });
}

// From what happened to an instance one goes on to the instance.
function item({ at, kind, subject, what }) {
  const [instance] = subject.match(/^i-[0-9a-f]+/) ?? [];
  const name = instance
    ? element("button", { class: "plain", type: "button", onclick: () => showInstance(instance) }, subject)
    : subject;
  return element("li", {}, clock(at), ` ${kind} `, name, `: ${what}`);
}

function addMoments(moments) {
  $("timeline").prepend(...moments.map(item).reverse());
  while ($("timeline").childElementCount > MOMENTS) $("timeline").lastElementChild.remove();
}

const hear = {
  picture(picture) {
    model.picture = picture;
    draw();
  },
  timeline(moments) {
    $("timeline").replaceChildren();
    addMoments(moments);
  },
  happenings: addMoments,
  visits(news) {
    showVisits(news);
    if (!addVisits(news)) return;
    showCharts();
    draw();
  },
  "in-flight": setInFlight,
  calls: addCalls,
  ...story,
};

setText($("place"), `at ${location.host}, ${mayAct ? "with buttons" : "read only"}`);
startCalls();
showCharts();
listen(
  (name, value) => hear[name](value),
  (state) => setText($("connection"), state === "live" ? "live" : "the region does not answer; trying again"),
);
