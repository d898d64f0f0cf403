// Elements without a framework: made by a call, kept by a key, so that what has the focus keeps it.

export const $ = (id) => document.getElementById(id);

// element("td", {class: "code"}, "text", other)
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== false && value !== undefined) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== undefined && child !== null));
  return made;
}

// Makes the children of a parent those of the list, in its order: `key` tells which is which, `make` makes one anew,
// `update` changes one that is there. Untouched are those whose value is the same as before.
export function keep(parent, list, { key, make, update }) {
  const known = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let place = parent.firstElementChild;
  for (const value of list) {
    const name = String(key(value));
    let child = known.get(name);
    known.delete(name);
    if (!child) {
      child = make(value);
      child.dataset.key = name;
    }
    const text = JSON.stringify(value);
    if (child.shown !== text) {
      update(child, value);
      child.shown = text;
    }
    if (child === place) place = place.nextElementSibling;
    else parent.insertBefore(child, place);
  }
  for (const gone of known.values()) gone.remove();
}

export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

// A state as a word with a shape: colour is never the only sign.
const SHAPES = { good: "●", bad: "✕", wait: "◌", rest: "–" };
export function sign(kind, text) {
  return element("span", { class: `sign ${kind}` }, `${SHAPES[kind]} ${text}`);
}

export const clock = (milliseconds) => {
  const date = new Date(milliseconds);
  const time = date.toTimeString().slice(0, 8);
  return element("time", { datetime: date.toISOString() }, time);
};
