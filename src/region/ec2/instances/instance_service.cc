#include "region/ec2/instances/instance_service.h"

#include <algorithm>

#include "region/ec2/errors.h"
#include "region/ec2/instances/instance_view.h"
#include "region/ec2/instances/launched_with.h"
#include "region/ec2/instances/max_results.h"
#include "region/ec2/pages.h"

namespace aws::region::ec2 {

namespace api = aws::ec2;

void InstanceService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::DescribeInstances, this, &InstanceService::describe);
  handlers.on(api::operations::StartInstances, this, &InstanceService::start);
  handlers.on(api::operations::StopInstances, this, &InstanceService::stop);
  handlers.on(api::operations::RebootInstances, this, &InstanceService::reboot);
  handlers.on(api::operations::TerminateInstances, this, &InstanceService::terminate);
  handlers.on(api::operations::DescribeIamInstanceProfileAssociations, this, &InstanceService::describe_associations);
  handlers.on(api::operations::ReplaceIamInstanceProfileAssociation, this, &InstanceService::replace_association);
  handlers.on(api::operations::AssociateIamInstanceProfile, this, &InstanceService::associate);
  handlers.on(api::operations::DisassociateIamInstanceProfile, this, &InstanceService::disassociate);
}

api::DescribeInstancesResponse InstanceService::describe(const api::DescribeInstancesRequest& request) const {
  check_max_results(request.MaxResults);
  if (request.MaxResults && !request.InstanceIds.empty()) throw errors::max_results_with_ids("instancesSet");
  instances_.get(request.InstanceIds);
  const auto& ids = request.InstanceIds;
  std::vector<api::Reservation> found;
  for (const auto& [id, instance] : instances_.all()) {
    if (!ids.empty() && std::find(ids.begin(), ids.end(), id) == ids.end()) continue;
    found.push_back(to_reservation(instance, groups_, place_));
  }
  auto page = page_of(
      filtered(std::move(found), request.Filters, filterable_reservations()),
      [](const api::Reservation& it) { return *it.Instances.front().InstanceId; }, request.MaxResults,
      request.NextToken);
  return {.Reservations = joined(std::move(page.items)), .NextToken = page.next};
}

namespace {

api::InstanceStateChange change_of(std::string_view id, std::string_view before, std::string_view after) {
  return {.CurrentState = to_state(after), .InstanceId = std::string(id), .PreviousState = to_state(before)};
}

// A role is handed on to the instance.
void require_pass_role(const contract::Call& call, const InstanceProfile& profile) {
  if (profile.role_arn.empty()) return;
  call.require("iam:PassRole", profile.role_arn, {{"iam:PassedToService", {"ec2.amazonaws.com"}}});
}

}  // namespace

// One that runs, or is about to, is left as it is.
api::StartInstancesResponse InstanceService::start(const contract::Call& call,
                                                   const api::StartInstancesRequest& request) {
  for (const auto* instance : instances_.get(request.InstanceIds)) {
    const bool can = instance->is(instance_state::kStopped) || instance->is(instance_state::kPending) ||
                     instance->is(instance_state::kRunning);
    if (!can) throw errors::instance_not_startable(instance->id);
    const bool needs_room = instance->is(instance_state::kStopped) && !call.principal.arn.empty();
    if (needs_room) lifecycle_.require_capacity(instance->instance_type, instance->zone, call.principal.arn);
  }
  api::StartInstancesResponse response;
  for (const auto& id : request.InstanceIds) {
    const std::string before = instances_.find(id)->state;
    lifecycle_.resume(id);
    response.StartingInstances.push_back(change_of(id, before, instances_.find(id)->state));
  }
  return response;
}

api::StopInstancesResponse InstanceService::stop(const api::StopInstancesRequest& request) {
  for (const auto* instance : instances_.get(request.InstanceIds)) {
    const bool ended = instance->is(instance_state::kStopped) || instance->is(instance_state::kStopping);
    if (!ended && !instance->is(instance_state::kRunning)) throw errors::instance_not_stoppable(instance->id);
    if (!ended && instance->stop_disabled) throw errors::stop_disabled(instance->id);
    const auto options = launched_with(*instance).HibernationOptions;
    const bool hibernates = options && options->Configured.value_or(false);
    if (request.Hibernate.value_or(false) && !hibernates) throw errors::hibernation_not_configured();
  }
  api::StopInstancesResponse response;
  for (const auto& id : request.InstanceIds) {
    const std::string before = instances_.find(id)->state;
    lifecycle_.stop(id);
    response.StoppingInstances.push_back(change_of(id, before, instances_.find(id)->state));
  }
  return response;
}

api::RebootInstancesResponse InstanceService::reboot(const api::RebootInstancesRequest& request) {
  if (request.InstanceIds.empty()) throw errors::missing_parameter("InstanceId");
  instances_.get(request.InstanceIds);
  for (const auto& id : request.InstanceIds) lifecycle_.reboot(id);
  return {};
}

api::TerminateInstancesResponse InstanceService::terminate(const api::TerminateInstancesRequest& request) {
  if (request.InstanceIds.empty()) throw errors::missing_parameter("InstanceId");
  for (const auto* instance : instances_.get(request.InstanceIds)) {
    const bool ends = !instance->is(instance_state::kShuttingDown) && !instance->is(instance_state::kTerminated);
    if (instance->termination_disabled && ends) throw errors::termination_disabled(instance->id);
  }
  api::TerminateInstancesResponse response;
  for (const auto& id : request.InstanceIds) {
    const std::string previous = instances_.find(id)->state;
    lifecycle_.terminate(id);
    response.TerminatingInstances.push_back(change_of(id, previous, instances_.find(id)->state));
  }
  return response;
}

api::DescribeIamInstanceProfileAssociationsResponse InstanceService::describe_associations(
    const api::DescribeIamInstanceProfileAssociationsRequest& request) const {
  const auto& ids = request.AssociationIds;
  for (const auto& id : ids) {
    if (!instances_.find_by_association(id)) throw errors::association_not_found(id);
  }
  std::vector<api::IamInstanceProfileAssociation> found;
  for (const auto& [id, instance] : instances_.all()) {
    if (!instance.association) continue;
    if (!ids.empty() && std::find(ids.begin(), ids.end(), instance.association->id) == ids.end()) continue;
    found.push_back(to_association(instance, *instance.association));
  }
  auto page = page_of(
      filtered(std::move(found), request.Filters, filterable_associations()),
      [](const api::IamInstanceProfileAssociation& it) { return *it.InstanceId; }, request.MaxResults,
      request.NextToken);
  return {.IamInstanceProfileAssociations = std::move(page.items), .NextToken = page.next};
}

api::ReplaceIamInstanceProfileAssociationResponse InstanceService::replace_association(
    const contract::Call& call, const api::ReplaceIamInstanceProfileAssociationRequest& request) {
  if (!request.AssociationId) throw errors::missing_parameter("AssociationId");
  if (!request.IamInstanceProfile) throw errors::missing_parameter("IamInstanceProfile");
  const Instance* instance = instances_.find_by_association(*request.AssociationId);
  if (!instance) throw errors::association_not_found(*request.AssociationId);
  const auto profile = templates_.profile(request.IamInstanceProfile->Name, request.IamInstanceProfile->Arn);
  require_pass_role(call, profile);
  const auto association = lifecycle_.replace_profile(*request.AssociationId, profile);
  return {.IamInstanceProfileAssociation = to_association(*instance, association)};
}

api::AssociateIamInstanceProfileResponse InstanceService::associate(
    const contract::Call& call, const api::AssociateIamInstanceProfileRequest& request) {
  const std::string id = request.InstanceId.value_or("");
  instances_.get({id});
  const auto& named = *request.IamInstanceProfile;
  const auto profile = templates_.profile(named.Name, named.Arn);
  require_pass_role(call, profile);
  const auto association = lifecycle_.associate_profile(id, profile);
  return {.IamInstanceProfileAssociation = to_association(*instances_.find(id), association)};
}

api::DisassociateIamInstanceProfileResponse InstanceService::disassociate(
    const api::DisassociateIamInstanceProfileRequest& request) {
  const std::string association_id = request.AssociationId.value_or("");
  const Instance* instance = instances_.find_by_association(association_id);
  if (!instance) throw errors::association_not_found(association_id);
  const auto association = lifecycle_.disassociate_profile(association_id);
  return {.IamInstanceProfileAssociation = to_association(*instance, association)};
}

}  // namespace aws::region::ec2
