#include "region/ec2/ec2.h"

#include "region/ec2/instances/instance_facts.h"

namespace aws::region::ec2 {

Ec2::Ec2(const Ec2Dependencies& d)
    : place_(d.place),
      random_(d.random),
      network_(d.store, d.random, d.place, d.addresses),
      security_groups_(d.store, d.random, d.timers, network_.default_vpc().id),
      launch_templates_(d.store, d.random, d.clock),
      instances_(d.store),
      resolver_(launch_templates_, network_, security_groups_, d.profiles, d.images),
      metadata_(d.profiles, d.clock),
      lifecycle_({.instances = instances_,
                  .network = network_,
                  .templates = resolver_,
                  .host = d.host,
                  .clock = d.clock,
                  .timers = d.timers,
                  .random = d.random,
                  .metadata = [this](const std::string& id,
                                     const http::Request& request) { return answer_metadata(id, request); }}),
      launch_template_service_(launch_templates_, resolver_),
      launch_template_version_service_(launch_templates_, resolver_),
      catalogue_service_(d.images, network_, d.place),
      network_service_(network_, d.place),
      security_group_service_(security_groups_, d.place),
      instance_service_(instances_, lifecycle_, resolver_, security_groups_, d.place),
      run_instances_service_({.store = d.store,
                              .instances = instances_,
                              .lifecycle = lifecycle_,
                              .templates = launch_templates_,
                              .resolver = resolver_,
                              .groups = security_groups_,
                              .random = d.random,
                              .place = d.place}),
      attribute_service_(instances_, lifecycle_, security_groups_),
      status_service_(instances_, lifecycle_, d.clock) {
  lifecycle_.changes().subscribe([this](const InstanceChanged& changed) {
    const Instance* instance = instances_.find(changed.id);
    if (!instance || instance->is(instance_state::kTerminated)) metadata_tokens_.erase(changed.id);
  });
}

void Ec2::serve(contract::Handlers& handlers) {
  launch_template_service_.serve(handlers);
  launch_template_version_service_.serve(handlers);
  catalogue_service_.serve(handlers);
  network_service_.serve(handlers);
  security_group_service_.serve(handlers);
  instance_service_.serve(handlers);
  run_instances_service_.serve(handlers);
  attribute_service_.serve(handlers);
  status_service_.serve(handlers);
}

http::Response Ec2::answer_metadata(const std::string& instance_id, const http::Request& request) {
  const Instance* instance = instances_.find(instance_id);
  if (!instance) return {404, {}, ""};
  auto& tokens = metadata_tokens_.try_emplace(instance_id, random_).first->second;
  return metadata_.answer(request, facts_of(*instance, network_, security_groups_, place_), tokens);
}

}  // namespace aws::region::ec2
