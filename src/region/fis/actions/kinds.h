// The kinds of actions, a function each that makes one; action.cc chooses among them by the action's id.
#pragma once

#include <memory>

#include "region/fis/actions/action.h"

namespace aws::region::fis {

std::unique_ptr<Action> stop_instances(const Task& task, const Ports& ports);
std::unique_ptr<Action> reboot_instances(const Task& task, const Ports& ports);
std::unique_ptr<Action> terminate_instances(const Task& task, const Ports& ports);
std::unique_ptr<Action> insufficient_capacity(const Task& task, const Ports& ports);
std::unique_ptr<Action> send_command(const Task& task, const Ports& ports);
std::unique_ptr<Action> inject_api_error(const Task& task, const Ports& ports);
std::unique_ptr<Action> disrupt_connectivity(const Task& task, const Ports& ports);
std::unique_ptr<Action> start_zonal_autoshift(const Task& task, const Ports& ports);
std::unique_ptr<Action> wait(const Task& task, const Ports& ports);

}  // namespace aws::region::fis
