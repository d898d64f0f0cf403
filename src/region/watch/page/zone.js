// What is done to a zone on purpose: which experiments that run make it dark or leave it without capacity, and which
// load balancers are shifted away from it.
import { model } from "./model.js";
import { hasEnded } from "./experiments.js";

const DARK = "dark (scope all)";

const names = (zone) => [zone, model.picture.AvailabilityZoneIds[zone]];
export const zoneId = (zone) => model.picture.AvailabilityZoneIds[zone];

// The service does not tell which subnets a target has come to, so they are looked for as it looks for them. What its
// filters leave is not known.
function means(target, subnet) {
  if (target.resourceArns?.length > 0) return target.resourceArns.some((arn) => arn.endsWith(`/${subnet.SubnetId}`));
  if (target.filters?.length > 0) return false;
  const where = target.parameters?.availabilityZoneIdentifier;
  if (where && !names(subnet.AvailabilityZone).includes(where)) return false;
  return Object.entries(target.resourceTags ?? {}).every(([key, value]) =>
    subnet.Tags.some(({ Key, Value }) => Key === key && Value === value));
}

function concerns(target, zone) {
  return model.picture.Subnets.some((subnet) => subnet.AvailabilityZone === zone && target && means(target, subnet));
}

const lacksCapacity = ({ parameters }, zone) =>
  (parameters.availabilityZoneIdentifiers ?? "").split(",").some((each) => names(zone).includes(each.trim()));

// What one action that runs does to the zone, in words; "" for nothing.
function trouble(experiment, { actionId, parameters, targets }, zone) {
  if (actionId === "aws:network:disrupt-connectivity" && concerns(experiment.targets[targets.Subnets], zone)) {
    return parameters.scope === "all" ? DARK : `cut off (scope ${parameters.scope})`;
  }
  if (actionId === "aws:ec2:asg-insufficient-instance-capacity-error" && lacksCapacity({ parameters }, zone)) {
    return "no capacity for Auto Scaling groups";
  }
  if (actionId === "aws:ec2:api-insufficient-instance-capacity-error" && lacksCapacity({ parameters }, zone)) {
    return "no capacity for calls of some roles";
  }
  return "";
}

const troublesOf = (experiment, zone) =>
  Object.values(experiment.actions)
    .filter(({ state }) => state?.status === "running")
    .map((action) => trouble(experiment, action, zone))
    .filter(Boolean);

export const shiftOf = ({ zonalShifts }, zone) => zonalShifts.find(({ awayFrom }) => awayFrom === zoneId(zone));

function shifts(zone) {
  const applied = ({ appliedStatus, awayFrom }) => appliedStatus === "APPLIED" && awayFrom === zoneId(zone);
  return model.picture.ManagedResources
    .filter((resource) => [...resource.zonalShifts, ...resource.autoshifts].some(applied))
    .map(({ name }) => `${name} is shifted away`);
}

export const isDark = (trouble) => trouble === DARK;

// ["dark (scope all)", "shop is shifted away"]
export function troubles(zone) {
  const made = new Set(model.picture.Experiments.filter((each) => !hasEnded(each)).flatMap((each) => troublesOf(each, zone)));
  const dark = [...made].filter(isDark);
  return [...dark, ...[...made].filter((each) => !isDark(each)), ...shifts(zone)];
}

// Those that make it dark, or are about to.
export const experimentsOn = (zone, template) =>
  model.picture.Experiments.filter((each) =>
    !hasEnded(each) && (troublesOf(each, zone).length > 0 || each.experimentTemplateId === template?.id));

// Why the newest experiment of a template failed; "" when it did not.
export function failureOf(template) {
  const newest = model.picture.Experiments.find(({ experimentTemplateId }) => experimentTemplateId === template?.id);
  return newest?.state.status === "failed" ? newest.state.reason : "";
}
