// What can be done to a zone: make it dark and bring it back, shift a load balancer's traffic away from it and back.
import { call } from "./api.js";
import { command } from "./command.js";
import { darkCommand, makeDark, templateOf } from "./dark.js";
import { stop, stopCommand } from "./experiments.js";
import { model } from "./model.js";
import { experimentsOn, shiftOf, zoneId } from "./zone.js";

const ALLOWS = "zonal_shift.config.enabled";
const EXPIRY = "1h";

function power(zone) {
  const ids = experimentsOn(zone, templateOf(zone)).map(({ id }) => id);
  if (ids.length === 0) return { slot: "power", name: "Make it dark", command: darkCommand(zone), act: () => makeDark(zone) };
  return {
    slot: "power", name: "Bring it back", command: ids.map(stopCommand).join("\n"),
    act: async () => {
      for (const id of ids) await stop(id);
    },
  };
}

function shift(zone, { LoadBalancerArn: arn, LoadBalancerName: name }) {
  const resource = model.picture.ManagedResources.find((each) => each.arn === arn);
  if (!resource) return null;
  const there = shiftOf(resource, zone);
  const [operation, input] = there
    ? ["CancelZonalShift", { zonalShiftId: there.zonalShiftId }]
    : ["StartZonalShift", { resourceIdentifier: arn, awayFrom: zoneId(zone), expiresIn: EXPIRY, comment: "from the live page" }];
  return {
    slot: `shift ${arn}`, name: `${there ? "Shift back" : "Shift away"}: ${name}`,
    command: command("arc-zonal-shift", operation, input), act: () => call("zonalshift", operation, input),
  };
}

const balancersIn = (zone) =>
  model.picture.LoadBalancers.filter(({ AvailabilityZones }) => (AvailabilityZones ?? []).some(({ ZoneName }) => ZoneName === zone));

export const deedsFor = (zone) => [power(zone), ...balancersIn(zone).map((each) => shift(zone, each)).filter(Boolean)];

// Load balancers whose traffic cannot be shifted, each with what would allow it.
export const notesFor = (zone) =>
  balancersIn(zone)
    .filter((each) => !shift(zone, each))
    .map(({ LoadBalancerArn, LoadBalancerName }) => ({
      text: `${LoadBalancerName}: its attribute ${ALLOWS} allows a shift`,
      command: `${command("elbv2", "ModifyLoadBalancerAttributes", { LoadBalancerArn })} --attributes Key=${ALLOWS},Value=true`,
    }));
