#include "region/ec2/instances/instance_store.h"

#include <cassert>

#include "region/ec2/errors.h"
#include "region/ec2/text.h"

namespace aws::region::ec2 {

int instance_state::code(std::string_view name) {
  if (name == kRunning) return 16;
  if (name == kShuttingDown) return 32;
  if (name == kTerminated) return 48;
  if (name == kStopping) return 64;
  if (name == kStopped) return 80;
  return 0;
}

bool instance_state::may_follow(std::string_view before, std::string_view after) {
  if (after == before || after == kTerminated) return true;
  if (after == kShuttingDown) return before != kTerminated;
  if (after == kRunning) return before == kPending;
  if (after == kStopping) return before == kRunning;
  if (after == kStopped) return before == kStopping;
  return before == kStopped;  // pending, once more
}

InstanceStore::InstanceStore(Store& store) : instances_(store, "ec2.instances") {}

const Instance* InstanceStore::find_by_association(std::string_view association_id) const {
  for (const auto& [id, instance] : instances_.all()) {
    if (instance.association && instance.association->id == association_id) return &instance;
  }
  return nullptr;
}

std::vector<const Instance*> InstanceStore::get(const std::vector<std::string>& ids) const {
  std::vector<const Instance*> found;
  std::vector<std::string> missing;
  for (const auto& id : ids) {
    if (!is_resource_id(id, "i-")) throw errors::instance_malformed(id);
    if (const auto* instance = find(id)) {
      found.push_back(instance);
    } else {
      missing.push_back(id);
    }
  }
  if (!missing.empty()) throw errors::instances_not_found(missing);
  return found;
}

void InstanceStore::insert(Instance instance) {
  assert(!instances_.contains(instance.id));
  const std::string id = instance.id;
  instances_.put(id, std::move(instance));
}

const Instance& InstanceStore::update(std::string_view id, const std::function<void(Instance&)>& change) {
  const Instance* found = find(id);
  assert(found);
  Instance changed = *found;
  change(changed);
  assert(instance_state::may_follow(found->state, changed.state));
  const std::string key(id);
  return instances_.put(key, std::move(changed));
}

}  // namespace aws::region::ec2
