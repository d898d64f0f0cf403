// What the page knows: the last picture, and what has been counted since it was opened.

export const model = {
  picture: {
    LoadBalancers: [], TargetGroups: [], AutoScalingGroups: [], AvailabilityZones: [], AvailabilityZoneIds: {}, Subnets: [],
    Instances: [], Experiments: [], ExperimentTemplates: [], ManagedResources: [],
  },
  inFlight: new Map(), // "group target" -> requests
  perSecond: new Map(), // "group target" -> requests in the last second
  seconds: [], // {at, classes, count, p50, p99, healthy}, the newest last
};

const KEPT_SECONDS = 120;
const NEWS_OF_A_SECOND = 4;
let part = null; // of the second that is not over

const nameOf = ({ group, target }) => `${group} ${target}`;
export const targetName = (group, { Target }) => `${group.TargetGroupArn} ${Target.Id}:${Target.Port}`;

export function targetsOf(instanceId) {
  return model.picture.TargetGroups.flatMap((group) =>
    group.Targets.filter(({ Target }) => Target.Id === instanceId).map((target) => ({ group, target })),
  );
}

export const memberOf = (instanceId) =>
  model.picture.AutoScalingGroups.flatMap((group) => group.Instances ?? []).find((each) => each.InstanceId === instanceId);

export function healthCounts() {
  const counts = {};
  for (const group of model.picture.TargetGroups) {
    for (const { TargetHealth } of group.Targets) counts[TargetHealth.State] = (counts[TargetHealth.State] ?? 0) + 1;
  }
  return counts;
}

export function setInFlight(counts) {
  model.inFlight = new Map(counts.map((each) => [nameOf(each), each.count]));
}

// Four times a second; true when a second is full.
export function addVisits(news) {
  part ??= { at: news.at, count: 0, classes: {}, p50: 0, p99: 0, targets: new Map(), news: 0 };
  part.count += news.count;
  for (const [kind, count] of Object.entries(news.classes)) part.classes[kind] = (part.classes[kind] ?? 0) + count;
  part.p50 = Math.max(part.p50, news.p50);
  part.p99 = Math.max(part.p99, news.p99);
  for (const each of news.targets) part.targets.set(nameOf(each), (part.targets.get(nameOf(each)) ?? 0) + each.count);
  if (++part.news < NEWS_OF_A_SECOND) return false;
  model.perSecond = part.targets;
  model.seconds.push({ ...part, healthy: healthCounts().healthy ?? 0 });
  model.seconds.splice(0, model.seconds.length - KEPT_SECONDS);
  part = null;
  return true;
}
