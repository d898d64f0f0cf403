#include "region/ssm/commands/command_store.h"

#include <utility>

namespace aws::region::ssm {
namespace {

std::string key_of(const std::string& command_id, const std::string& instance_id) {
  return command_id + "/" + instance_id;
}

}  // namespace

CommandStore::CommandStore(Store& store)
    : store_(store), commands_(store, "ssm.command"), invocations_(store, "ssm.invocation") {}

const Command& CommandStore::add(Command command) {
  const std::string id = command.id;
  store_.transaction([&] {
    for (const auto& instance : command.instance_ids) put({.command_id = id, .instance_id = instance});
    commands_.put(id, std::move(command));
  });
  return *find(id);
}

const Invocation* CommandStore::find_invocation(const std::string& command_id, const std::string& instance_id) const {
  return invocations_.find(key_of(command_id, instance_id));
}

std::vector<Invocation> CommandStore::invocations(const Command& command) const {
  std::vector<Invocation> invocations;
  for (const auto& instance : command.instance_ids) invocations.push_back(*find_invocation(command.id, instance));
  return invocations;
}

void CommandStore::put(Invocation invocation) {
  const std::string key = key_of(invocation.command_id, invocation.instance_id);
  invocations_.put(key, std::move(invocation));
}

}  // namespace aws::region::ssm
