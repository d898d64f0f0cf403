// The dialog for what is looked at closely.
import { $ } from "./dom.js";

$("details-close").addEventListener("click", () => $("details").close());

// The empty body of the dialog, under this title.
export function open(title) {
  $("details-title").textContent = title;
  $("details-body").replaceChildren();
  if (!$("details").open) $("details").showModal();
  return $("details-body");
}
