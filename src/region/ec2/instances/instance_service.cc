#include "region/ec2/instances/instance_service.h"

#include <algorithm>

#include "region/ec2/errors.h"
#include "region/ec2/instances/instance_view.h"
#include "region/ec2/pages.h"

namespace aws::region::ec2 {

namespace api = aws::ec2;

namespace {

// EC2 checks this one itself; the model does not say it.
void check_max_results(std::optional<int> max_results) {
  if (!max_results || (*max_results >= 5 && *max_results <= 1000)) return;
  throw errors::invalid_parameter("Value ( " + std::to_string(*max_results) +
                                  " ) for parameter maxResults is invalid. Expecting a value " +
                                  (*max_results < 5 ? "greater than or equal to 5." : "less than or equal to 1000."));
}

}  // namespace

void InstanceService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::DescribeInstances, this, &InstanceService::describe);
  handlers.on(api::operations::RebootInstances, this, &InstanceService::reboot);
  handlers.on(api::operations::TerminateInstances, this, &InstanceService::terminate);
  handlers.on(api::operations::DescribeIamInstanceProfileAssociations, this, &InstanceService::describe_associations);
  handlers.on(api::operations::ReplaceIamInstanceProfileAssociation, this, &InstanceService::replace_association);
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
  return {.Reservations = std::move(page.items), .NextToken = page.next};
}

api::RebootInstancesResponse InstanceService::reboot(const api::RebootInstancesRequest& request) {
  if (request.InstanceIds.empty()) throw errors::missing_parameter("InstanceId");
  instances_.get(request.InstanceIds);
  for (const auto& id : request.InstanceIds) lifecycle_.reboot(id);
  return {};
}

api::TerminateInstancesResponse InstanceService::terminate(const api::TerminateInstancesRequest& request) {
  if (request.InstanceIds.empty()) throw errors::missing_parameter("InstanceId");
  instances_.get(request.InstanceIds);
  api::TerminateInstancesResponse response;
  for (const auto& id : request.InstanceIds) {
    const std::string previous = instances_.find(id)->state;
    lifecycle_.terminate(id);
    response.TerminatingInstances.push_back(
        {.CurrentState = to_state(instances_.find(id)->state), .InstanceId = id, .PreviousState = to_state(previous)});
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
  if (!profile.role_arn.empty()) {
    call.require("iam:PassRole", profile.role_arn, {{"iam:PassedToService", "ec2.amazonaws.com"}});
  }
  const auto association = lifecycle_.replace_profile(*request.AssociationId, profile);
  return {.IamInstanceProfileAssociation = to_association(*instance, association)};
}

}  // namespace aws::region::ec2
