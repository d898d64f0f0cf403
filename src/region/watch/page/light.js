// A request's way lit up for a moment: the listener that took it, the zone and the instance that answered.
import { $ } from "./dom.js";
import { model } from "./model.js";

const MOMENT = 300; // milliseconds

function lightUp(id) {
  const node = $(`at-${id}`);
  if (!node) return;
  node.classList.add("lit");
  clearTimeout(node.dark);
  node.dark = setTimeout(() => node.classList.remove("lit"), MOMENT);
}

export function light({ listener, target }) {
  lightUp(listener);
  const [id] = target.split(":");
  const instance = model.picture.Instances.find(({ InstanceId }) => InstanceId === id);
  if (!instance) return;
  lightUp(instance.AvailabilityZone);
  lightUp(id);
}
