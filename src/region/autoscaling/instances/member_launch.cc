#include "region/autoscaling/instances/member_launch.h"

#include <utility>

#include "region/autoscaling/activity_texts.h"
#include "region/autoscaling/errors.h"

namespace aws::region::autoscaling {

std::optional<Error> MemberLaunch::launch(Group& group, const Wanted& wanted) {
  Activity draft;
  draft.cause = wanted.cause;
  try {
    const LaunchOrder order = order_for(group, wanted.zone);
    draft.details = details(order.subnet_id, order.zone);
    carry_out(group, order, draft, wanted.to_balance);
    return std::nullopt;
  } catch (const Error& error) {
    const std::string message = error.message() + " Launching EC2 instance failed.";
    draft.description = description_launch_failed(message);
    store_.transaction([&] {
      store_.put(group);
      store_.finish(store_.begin(group, std::move(draft)).id, "Failed", message);
    });
    return error;
  }
}

// One transaction with EC2's own writes: an instance that exists is a member of its group.
void MemberLaunch::carry_out(Group& group, const LaunchOrder& order, Activity draft, bool to_balance) {
  const ResolvedTemplate resolved = ports_.launch_templates.resolve(order.launch_template);
  LaunchOrder resolved_order = order;
  resolved_order.launch_template = {.id = resolved.id, .name = resolved.name, .version = resolved.version};
  store_.transaction([&] {
    Member member{.instance_id = ports_.instances.launch(resolved_order),
                  .instance_type = resolved.instance_type,
                  .launch_template = {resolved.id, resolved.name, resolved.version},
                  .zone = order.zone,
                  .subnet_id = order.subnet_id,
                  .protected_from_scale_in = group.new_instances_protected,
                  .balances = to_balance};
    if (const auto* refresh = store_.active_refresh(group.name)) member.refresh_id = refresh->id;
    draft.description = description_launching(member.instance_id);
    member.activity_id = store_.begin(group, std::move(draft)).id;
    group.members.push_back(std::move(member));
    if (group.unhealthy_to_replace > 0) --group.unhealthy_to_replace;
    store_.put(group);
  });
}

LaunchOrder MemberLaunch::order_for(const Group& group, const std::string& zone) const {
  LaunchOrder order;
  const auto* refresh = store_.active_refresh(group.name);
  const bool has_its_own = refresh && !refresh->desired_template.id.empty();
  const TemplateVersion& wanted = has_its_own ? refresh->desired_template : group.launch_template;
  order.launch_template.version = wanted.version;
  order.launch_template.id = wanted.id;
  order.group_name = group.name;
  order.zone = zone;
  std::optional<Subnet> subnet;
  if (group.subnet_ids.empty()) subnet = ports_.zones.default_subnet(order.zone);
  for (const auto& id : group.subnet_ids) {
    const auto candidate = ports_.zones.subnet(id);
    if (!subnet && candidate && candidate->zone == order.zone) subnet = candidate;
  }
  if (!subnet) throw validation_error("There is no subnet in Availability Zone " + order.zone + ".");
  order.subnet_id = subnet->id;
  for (const Tag& tag : group.tags) {
    if (tag.propagate_at_launch) order.tags[tag.key] = tag.value;
  }
  return order;
}

}  // namespace aws::region::autoscaling
