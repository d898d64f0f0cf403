// The workflow beside what happens: what the terminal shows, and the question that is open, with a button for each of its
// answers. Who answers first, here or in the terminal, has answered.
import { $, element } from "./dom.js";
import { mayAct, tell } from "./api.js";

let lastTold = "";

async function answer(question, text) {
  $("story-answers").replaceChildren(element("p", {}, "answered"));
  const { taken } = await tell("answer", { number: question.number, text });
  if (!taken) $("story-answers").replaceChildren(element("p", {}, "it was answered elsewhere before"));
}

// "1. text" in the lines before a question are its choices.
function answersTo(question) {
  if (question.text.endsWith("(y/n) ")) return [["Yes", "y"], ["No", "n"]];
  const choices = [...lastTold.matchAll(/^(\d+)\. (.+)$/gm)].map(([whole, number]) => [whole, number]);
  if (choices.length > 0) return choices;
  return question.text.includes("Press Enter") ? [["Go on", ""]] : [];
}

function form(question) {
  const field = element("input", { id: "story-field", autocomplete: "off" });
  const given = element("form", {}, element("label", { for: "story-field" }, "Answer "), field, " ", element("button", {}, "Send"));
  given.addEventListener("submit", (event) => {
    event.preventDefault();
    answer(question, field.value);
  });
  return given;
}

function ask(question) {
  if (!question) {
    $("story-question").textContent = "";
    $("story-answers").replaceChildren();
    return;
  }
  $("story-question").textContent = question.text;
  if (!mayAct) return $("story-answers").replaceChildren(element("p", {}, "It is answered in the terminal, or by the link that the run printed."));
  const answers = answersTo(question).map(([name, text]) =>
    element("button", { type: "button", onclick: () => answer(question, text) }, name));
  $("story-answers").replaceChildren(...(answers.length > 0 ? answers : [form(question)]));
}

// Shown once there is a story.
function goOn({ lines, question }) {
  $("story").hidden = false;
  const log = $("story-log");
  const follows = log.scrollTop + log.clientHeight > log.scrollHeight - 40;
  for (const line of lines) log.append(element("div", {}, line));
  if (lines.length > 0) lastTold = lines.at(-1);
  ask(question);
  if (follows) log.scrollTop = log.scrollHeight;
}

export const story = {
  story(all) {
    $("story-log").replaceChildren();
    goOn(all);
  },
  "story-goes-on": goOn,
};
