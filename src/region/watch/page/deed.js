// A button, the command that does the same, and what came of it.
import { element, setText } from "./dom.js";
import { mayAct } from "./api.js";

const LONG = 160; // letters, from which on a command is folded away

// `said` is where it is told what came of it. Without the token nobody can press it.
export function makeDeed(said) {
  const node = element("div", { class: "deed" });
  const pressed = async () => {
    const { name, act } = node.deed;
    setText(said, `${name}: asked for`);
    try {
      await act();
      setText(said, `${name}: the region has taken it`);
    } catch (error) {
      setText(said, `${name}: ${error.message}`);
    }
  };
  const folded = element("details", {}, element("summary", {}, "as commands"), element("pre", { tabindex: 0 }));
  node.append(element("button", { type: "button", onclick: pressed, disabled: !mayAct }), element("code"), folded);
  return node;
}

// The button stays the same one, so that it keeps the focus.
export function fillDeed(node, deed) {
  node.deed = deed;
  const long = deed.command.length > LONG;
  setText(node.querySelector("button"), deed.name);
  setText(node.querySelector("code"), long ? "" : deed.command);
  node.querySelector("details").hidden = !long;
  setText(node.querySelector("pre"), long ? deed.command : "");
}

export function filledDeed(deed, said) {
  const node = makeDeed(said);
  fillDeed(node, deed);
  return node;
}
