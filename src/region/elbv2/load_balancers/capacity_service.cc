#include "region/elbv2/load_balancers/capacity_service.h"

#include <chrono>

#include "region/elbv2/errors.h"
#include "region/elbv2/request_checks.h"

namespace aws::region::elbv2 {
namespace {

namespace api = aws::elbv2;

constexpr int kSmallestReservation = 100;
constexpr int kDecreasesPerDay = 2;

void forget_yesterday(CapacityReservation& capacity, Timestamp now) {
  std::erase_if(capacity.decreases,
                [&](std::int64_t at) { return at <= to_milliseconds(now - std::chrono::hours(24)); });
}

// How both operations answer. Capacity is there as soon as it is asked for, the same in each zone.
template <class Response>
Response describe(const LoadBalancer& load_balancer, Timestamp now) {
  auto capacity = load_balancer.capacity;
  forget_yesterday(capacity, now);
  Response response{.DecreaseRequestsRemaining = kDecreasesPerDay - static_cast<int>(capacity.decreases.size())};
  if (capacity.modified_at != 0) response.LastModifiedTime = from_milliseconds(capacity.modified_at);
  if (capacity.units == 0) return response;
  response.MinimumLoadBalancerCapacity = api::MinimumLoadBalancerCapacity{.CapacityUnits = capacity.units};
  const auto& subnets = load_balancer.settings.subnets;
  for (const auto& subnet : subnets) {
    response.CapacityReservationState.push_back(
        {.State = api::CapacityReservationStatus{.Code = "provisioned"},
         .AvailabilityZone = subnet.zone,
         .EffectiveCapacityUnits = static_cast<double>(capacity.units) / static_cast<double>(subnets.size())});
  }
  return response;
}

const LoadBalancer& named_in(const std::optional<std::string>& arn, const Elbv2Store& store) {
  require_arn("load balancer", arn.value_or(""));
  return store.load_balancer(*arn);
}

}  // namespace

void CapacityService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::DescribeCapacityReservation, this, &CapacityService::get);
  handlers.on(api::operations::ModifyCapacityReservation, this, &CapacityService::modify);
}

api::DescribeCapacityReservationResponse CapacityService::get(const api::DescribeCapacityReservationRequest& request) {
  return describe<api::DescribeCapacityReservationResponse>(named_in(request.LoadBalancerArn, store_), clock_.now());
}

api::ModifyCapacityReservationResponse CapacityService::modify(const api::ModifyCapacityReservationRequest& request) {
  LoadBalancer load_balancer = named_in(request.LoadBalancerArn, store_);
  auto& capacity = load_balancer.capacity;
  const bool reset = request.ResetCapacityReservation.value_or(false);
  if (reset == request.MinimumLoadBalancerCapacity.has_value()) {
    throw validation_error(
        "You must specify either a minimum load balancer capacity or to reset the capacity reservation");
  }
  const int units = reset ? 0 : request.MinimumLoadBalancerCapacity->CapacityUnits.value_or(0);
  if (!reset && units < kSmallestReservation) {
    throw invalid_configuration("The minimum capacity of an Application Load Balancer is 100 capacity units");
  }
  const auto now = clock_.now();
  forget_yesterday(capacity, now);
  if (units < capacity.units) {
    if (capacity.decreases.size() >= kDecreasesPerDay) throw too_many_capacity_decreases();
    capacity.decreases.push_back(to_milliseconds(now));
  }
  capacity.units = units;
  capacity.modified_at = to_milliseconds(now);
  return describe<api::ModifyCapacityReservationResponse>(store_.put(std::move(load_balancer)), now);
}

}  // namespace aws::region::elbv2
