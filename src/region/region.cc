#include "region/region.h"

#include <fmt/format.h>

#include <optional>
#include <stdexcept>
#include <string>

#include "base/retrying_timers.h"
#include "region/adapters/autoscaling_ports.h"
#include "region/adapters/dynamodb_ports.h"
#include "region/adapters/ec2_ports.h"
#include "region/adapters/elbv2_ports.h"
#include "region/adapters/fis_ports.h"
#include "region/adapters/fis_resources.h"
#include "region/adapters/fis_visits.h"
#include "region/adapters/frontdoor_facts.h"
#include "region/adapters/frontdoor_ports.h"
#include "region/adapters/ssm_ports.h"
#include "region/adapters/sts_ports.h"
#include "region/adapters/unreliable_metadata.h"
#include "region/adapters/visit_audience.h"
#include "region/adapters/watch_ports.h"
#include "region/adapters/zonalshift_ports.h"
#include "region/autoscaling/autoscaling.h"
#include "region/chaos/call_mishaps.h"
#include "region/chaos/faults.h"
#include "region/chaos/late_services.h"
#include "region/dynamodb/dynamodb_service.h"
#include "region/ec2/ec2.h"
#include "region/elbv2/elbv2.h"
#include "region/fis/fis.h"
#include "region/frontdoor/front_door.h"
#include "region/home.h"
#include "region/iam/iam_service.h"
#include "region/ssm/ssm_service.h"
#include "region/sts/sts_service.h"
#include "region/watch/watch.h"
#include "region/zonalshift/zonal_shifts.h"

namespace aws::region {

// Each service after those whose adapters it is given.
struct Region::Rooms {
  Rooms(const Place& place, Store& store, const World& world, const chaos::Plan& plan, const WatchOptions& options);

  void connect();
  void be_watched(const Place& place, const World& world, const WatchOptions& options);
  void start();
  void serve(const World& world);

  chaos::Faults faults;   // of all rooms, at this moment
  RetryingTimers timers;  // of all rooms: what fails in a turn of its own is tried again

  iam::IamStore entities;
  iam::Identities identities;
  iam::Permissions permissions;
  iam::IamService iam;

  StsRoles sts_roles{entities, identities, permissions};
  StsUsers sts_users{identities};
  sts::AuthorizationMessages authorization_messages;
  sts::StsService sts;
  DynamoDbPolicies dynamodb_policies{permissions};
  dynamodb::DynamoDbService dynamodb;

  InstanceRoles instance_roles;
  Ec2InstanceProfiles ec2_profiles;
  images::ImageShelf images;
  Ec2Images ec2_images;
  UnreliableMetadata ec2_hosts;
  chaos::Capacity capacity;
  Ec2Capacity ec2_capacity{capacity};
  ec2::Ec2 ec2;

  Elbv2Instances elbv2_instances{ec2.instances()};
  Elbv2Network elbv2_network{ec2.network(), ec2.security_groups(), ec2.instances()};
  Elbv2Certificates elbv2_certificates{entities.certificates()};
  elbv2::Elbv2 elbv2;

  ZonalShiftResources zonal_shift_resources{elbv2, ec2.network()};
  zonalshift::ZonalShifts zonal_shifts;

  AutoScalingInstances autoscaling_instances{ec2.instances(), capacity};
  AutoScalingLaunchTemplates autoscaling_templates{ec2.instances()};
  AutoScalingZones autoscaling_zones{ec2.network()};
  AutoScalingTargetGroups autoscaling_target_groups{elbv2.monitor()};
  autoscaling::Ports autoscaling_ports{autoscaling_instances, autoscaling_templates, autoscaling_zones,
                                       autoscaling_target_groups};
  autoscaling::AutoScalingStore autoscaling_store;
  autoscaling::GroupReconciler groups;
  autoscaling::AutoScaling autoscaling;

  SsmInstances ssm_instances;
  SsmImages ssm_images{images};
  ssm::SsmService ssm;

  FrontDoorIdentities frontdoor_identities{identities};
  FrontDoorPermissions frontdoor_permissions{permissions};
  FrontDoorDenials frontdoor_denials{authorization_messages};
  FrontDoorResourceNames frontdoor_names;
  FrontDoorFacts frontdoor_facts;
  FrontDoorRehearsal frontdoor_rehearsal;
  contract::Handlers handlers;

  FisResources fis_resources;
  FisRoles fis_roles;
  FisInstances fis_instances{handlers};
  FisCommands fis_commands{handlers};
  FisApiErrors fis_api_errors{faults};
  FisShortages fis_shortages{faults};
  FisNetworkDisruptions fis_network{ec2.network(), ec2.firewall(), faults};
  FisZonalShifts fis_shifts{zonal_shifts};
  VisitAudience visits;
  FisVisits fis_visits{elbv2, visits};
  fis::Fis fis;

  chaos::CallMishaps call_mishaps;
  frontdoor::FrontDoor front_door;
  std::optional<chaos::LateServices> late;  // in the place of some handlers, once there are delays

  WatchBalancing watch_balancing;
  WatchInstances watch_instances{ec2};
  std::optional<watch::Watch> watch;  // none where nobody may
};

Region::Rooms::Rooms(const Place& place, Store& store, const World& world, const chaos::Plan& plan,
                     const WatchOptions& options)
    : faults(plan),
      timers(world.timers),
      entities(store, place, world.clock, world.random),
      identities(store, entities, place, world.clock, world.random),
      permissions(entities, place, world.clock),
      iam(entities, identities, permissions),
      authorization_messages(store, world.random),
      sts(place, sts_roles, sts_users, authorization_messages),
      dynamodb({.store = store,
                .clock = world.clock,
                .timers = timers,
                .random = world.random,
                .place = place,
                .policies = dynamodb_policies}),
      instance_roles(entities, identities, world.clock, faults),
      ec2_profiles(entities, instance_roles, world.clock, faults),
      images(world.images),
      ec2_images(images, place.account, world.firewall.enforces()),
      ec2_hosts(world.hosts, faults),
      capacity(faults),
      ec2({.store = store,
           .clock = world.clock,
           .timers = timers,
           .random = world.random,
           .place = place,
           .profiles = ec2_profiles,
           .images = ec2_images,
           .host = ec2_hosts,
           .firewall = world.firewall,
           .public_access = world.public_access,
           .addresses = world.addresses,
           .capacity = ec2_capacity}),
      elbv2({.store = store,
             .clock = world.clock,
             .timers = timers,
             .random = world.random,
             .place = place,
             .instances = elbv2_instances,
             .network = elbv2_network,
             .certificates = elbv2_certificates,
             .prober = world.prober,
             .balancer = world.balancer}),
      zonal_shifts({.store = store,
                    .resources = zonal_shift_resources,
                    .clock = world.clock,
                    .timers = timers,
                    .speed = world.speed,
                    .random = world.random}),
      autoscaling_store(store, world.clock, timers, world.random),
      groups(autoscaling_store, autoscaling_ports, world.clock, timers),
      autoscaling({.store = autoscaling_store,
                   .reconciler = groups,
                   .ports = autoscaling_ports,
                   .clock = world.clock,
                   .random = world.random,
                   .place = place}),
      ssm_instances({.instances = ec2.instances(),
                     .roles = instance_roles,
                     .identities = identities,
                     .permissions = permissions,
                     .place = place,
                     .clock = world.clock,
                     .faults = faults}),
      ssm({.store = store,
           .instances = ssm_instances,
           .clock = world.clock,
           .timers = timers,
           .random = world.random,
           .place = place,
           .images = &ssm_images}),
      frontdoor_names(place, entities, autoscaling_store, ec2, zonal_shifts),
      frontdoor_facts({.entities = entities,
                       .groups = autoscaling_store,
                       .tables = dynamodb.tables(),
                       .parameters = ssm.parameters(),
                       .ec2 = ec2,
                       .elbv2 = elbv2,
                       .experiments = fis}),
      frontdoor_rehearsal(store),
      fis_resources({.handlers = handlers,
                     .entities = entities,
                     .groups = autoscaling_store,
                     .network = ec2.network(),
                     .elbv2 = elbv2,
                     .place = place}),
      fis_roles({.entities = entities, .permissions = permissions, .facts = frontdoor_facts, .place = place}),
      visits(world.balancer),
      fis({.store = store,
           .ports = {.resources = fis_resources,
                     .roles = fis_roles,
                     .instances = fis_instances,
                     .commands = fis_commands,
                     .api_errors = fis_api_errors,
                     .shortages = fis_shortages,
                     .network = fis_network,
                     .shifts = fis_shifts,
                     .visits = fis_visits},
           .clock = world.clock,
           .timers = timers,
           .speed = world.speed,
           .random = world.random,
           .place = place}),
      call_mishaps(faults),
      front_door({.place = place,
                  .clock = world.clock,
                  .random = world.random,
                  .identities = frontdoor_identities,
                  .permissions = frontdoor_permissions,
                  .denials = frontdoor_denials,
                  .names = frontdoor_names,
                  .facts = frontdoor_facts,
                  .rehearsal = frontdoor_rehearsal,
                  .handlers = handlers}),
      watch_balancing(elbv2, world.balancer, visits) {
  serve(world);
  connect();
  if (!options.token.empty()) be_watched(place, world, options);
  start();
}

// Who carries out which operation. One that nobody does is a mistake of ours, which shows at once.
void Region::Rooms::serve(const World& world) {
  autoscaling.serve(handlers);
  dynamodb.serve(handlers);
  ec2.serve(handlers);
  elbv2.serve(handlers);
  fis.serve(handlers);
  iam.serve(handlers);
  ssm.serve(handlers);
  sts.serve(handlers);
  zonal_shifts.serve(handlers);
  for (const contract::Service* service : contract::services()) {
    for (const contract::Operation* operation : handlers.missing(*service)) {
      throw std::logic_error("Nobody carries out " + std::string(operation->name));
    }
  }
  faults.tell_when_late([this, &clock = world.clock] {
    if (!late) late.emplace(handlers, clock, faults);
  });
  front_door.suffer(call_mishaps);
}

// Who hears of what, in this order: a load balancer learns of an instance before the group that may replace it.
void Region::Rooms::connect() {
  auto& instances = ec2.instances().changes();
  instances.subscribe([this](const ec2::InstanceChanged& changed) { elbv2.monitor().instance_changed(changed.id); });
  instances.subscribe([this](const ec2::InstanceChanged&) { elbv2.listeners().changed(); });  // clients of some
  instances.subscribe([this](const ec2::InstanceChanged& changed) { groups.instance_changed(changed.id); });
  instances.subscribe([this](const ec2::InstanceChanged& changed) { ssm.instance_changed(changed.id); });
  entities.certificates().ask_before_erasing([this](const std::string& arn) { return elbv2.user_of_certificate(arn); });
  entities.certificates().tell_when_renamed(
      [this](const std::string& arn, const std::string& new_arn) { elbv2.certificate_renamed(arn, new_arn); });
  ec2.security_groups().ask_before_erasing([this](const std::string& id) { return elbv2.uses_security_group(id); });
  ec2.security_groups().changes().subscribe([this](const ec2::RulesChanged&) { elbv2.listeners().changed(); });
  ec2.firewall().count_in([this] { return interfaces_of_load_balancers(elbv2, ec2.network()); });
  elbv2.load_balancer_changes().subscribe([this](const elbv2::LoadBalancerChanged& changed) {
    ec2.firewall().changed();
    zonal_shifts.resource_changed(changed.arn);
  });
  elbv2.monitor().changes().subscribe(
      [this](const elbv2::TargetGroupChanged& changed) { groups.target_group_changed(changed.arn); });
}

// Nobody else knows of it.
void Region::Rooms::be_watched(const Place& place, const World& world, const WatchOptions& options) {
  watch::Gateway gateway(
      {.place = place,
       .clock = world.clock,
       .credentials =
           [this] {
             const auto administrator = identities.administrator();
             return sigv4::Credentials{administrator.access_key_id, administrator.secret_access_key, ""};
           },
       .region = [this](const http::Request& request) { return front_door.handle(request); }});
  watch.emplace(watch::Watch::Parts{.clock = world.clock,
                                    .timers = world.real_timers,
                                    .services = handlers,
                                    .balancing = watch_balancing,
                                    .instances = watch_instances,
                                    .gateway = std::move(gateway),
                                    .token = options.token});
  front_door.be_seen_by(*watch);
  ec2.instances().changes().subscribe([this](const ec2::InstanceChanged& changed) {
    watch->happened({"instance", changed.id, changed.state.empty() ? "forgotten" : changed.state});
  });
  ec2.security_groups().changes().subscribe([this](const ec2::RulesChanged& changed) {
    watch->happened({"rules", changed.group_id, "changed"});
  });
  elbv2.monitor().health_changes().subscribe([this](const elbv2::TargetHealthChanged& changed) {
    const auto& [state, reason, description] = changed.verdict;
    const auto why = reason.empty() ? "" : fmt::format(": {} ({})", reason, description);
    watch->happened({"target", elbv2::server_name(changed.target), (state.empty() ? "gone" : state) + why});
  });
  autoscaling_store.activity_changes().subscribe([this](const autoscaling::ActivityChanged& changed) {
    watch->happened({"activity", changed.group_name, fmt::format("{}: {}", changed.status_code, changed.description)});
  });
}

// Everything that acts by itself, each after those whose state it looks at.
void Region::Rooms::start() {
  ec2.start();
  elbv2.start();
  zonal_shifts.start();
  groups.start();
  ssm.start();
  dynamodb.start();
  fis.start();
}

Region::Region(const Place& place, Store& store, const World& world, const chaos::Plan& plan,
               const WatchOptions& watch) {
  take_home(store, place);
  rooms_ = std::make_unique<Rooms>(place, store, world, plan, watch);
}

Region::~Region() = default;

http::Reply Region::handle(const http::Request& request) {
  if (rooms_->watch && rooms_->watch->is_about(request)) return rooms_->watch->answer(request);
  return rooms_->front_door.handle(request);
}

std::optional<std::string> Region::address_of(std::string_view name) const { return rooms_->ec2.address_of(name); }

bool Region::goes_out(std::string_view address) const { return rooms_->ec2.goes_out(address); }

AccessKeys Region::access_keys() const {
  const iam::Administrator administrator = rooms_->identities.administrator();
  return {.access_key_id = administrator.access_key_id, .secret_access_key = administrator.secret_access_key};
}

}  // namespace aws::region
