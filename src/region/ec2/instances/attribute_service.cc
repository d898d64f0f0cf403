#include "region/ec2/instances/attribute_service.h"

#include "region/ec2/errors.h"
#include "region/ec2/instances/attribute_change.h"
#include "region/ec2/instances/instance_view.h"
#include "region/ec2/instances/launched_with.h"

namespace aws::region::ec2 {

namespace api = aws::ec2;

void AttributeService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::DescribeInstanceAttribute, this, &AttributeService::describe);
  handlers.on(api::operations::ModifyInstanceAttribute, this, &AttributeService::modify);
  handlers.on(api::operations::ModifyInstanceMetadataOptions, this, &AttributeService::modify_metadata_options);
  handlers.on(api::operations::GetLaunchTemplateData, this, &AttributeService::template_data);
}

namespace {

// Those whose values are texts or truths.
void tell_value(const std::string& attribute, const Instance& instance,
                api::DescribeInstanceAttributeResponse& response) {
  if (attribute == "disableApiStop") response.DisableApiStop = {{.Value = instance.stop_disabled}};
  if (attribute == "disableApiTermination") response.DisableApiTermination = {{.Value = instance.termination_disabled}};
  if (attribute == "ebsOptimized") response.EbsOptimized = {{.Value = instance.ebs_optimized}};
  if (attribute == "enaSupport") response.EnaSupport = {{.Value = instance.ena_supported}};
  if (attribute == "sourceDestCheck") response.SourceDestCheck = {{.Value = instance.checks_source}};
  if (attribute == "instanceInitiatedShutdownBehavior") {
    response.InstanceInitiatedShutdownBehavior = {{.Value = instance.shutdown_behavior}};
  }
  if (attribute == "instanceType") response.InstanceType = {{.Value = instance.instance_type}};
  if (attribute == "rootDeviceName") response.RootDeviceName = {{.Value = "/dev/xvda"}};
  if (attribute == "sriovNetSupport") response.SriovNetSupport = {{.Value = "simple"}};
  if (attribute == "userData") response.UserData = {{.Value = instance.user_data}};
  if (attribute == "kernel") response.KernelId = api::AttributeValue{};
  if (attribute == "ramdisk") response.RamdiskId = api::AttributeValue{};
}

}  // namespace

api::DescribeInstanceAttributeResponse AttributeService::describe(
    const api::DescribeInstanceAttributeRequest& request) const {
  const Instance& instance = *instances_.get({request.InstanceId.value_or("")}).front();
  const std::string attribute = request.Attribute.value_or("");
  api::DescribeInstanceAttributeResponse response{.InstanceId = instance.id};
  tell_value(attribute, instance, response);
  if (attribute == "blockDeviceMapping") response.BlockDeviceMappings = volumes_of(instance);
  if (attribute == "groupSet") response.Groups = groups_of(instance, groups_);
  if (attribute == "enclaveOptions") {
    const auto asked = launched_with(instance).EnclaveOptions;
    response.EnclaveOptions = {{.Enabled = asked && asked->Enabled.value_or(false)}};
  }
  return response;
}

api::ModifyInstanceAttributeResponse AttributeService::modify(const api::ModifyInstanceAttributeRequest& request) {
  const Instance& instance = *instances_.get({request.InstanceId.value_or("")}).front();
  const auto change = attribute_change(request, groups_);
  if (change.needs_stopped && !instance.is(instance_state::kStopped)) throw errors::instance_not_stopped(instance.id);
  lifecycle_.modify(instance.id, change.make);
  return {};
}

// The service that answers to the instance looks at the same options. They are told as pending once.
api::ModifyInstanceMetadataOptionsResponse AttributeService::modify_metadata_options(
    const api::ModifyInstanceMetadataOptionsRequest& request) {
  const Instance& instance = *instances_.get({request.InstanceId.value_or("")}).front();
  const auto hops = request.HttpPutResponseHopLimit;
  if (hops && (*hops < 1 || *hops > 64)) {
    throw errors::invalid_parameter("Value (" + std::to_string(*hops) +
                                    ") for parameter HttpPutResponseHopLimit is invalid. It must be between 1 and 64.");
  }
  const auto& modified = lifecycle_.modify(instance.id, [&](Instance& it) {
    it.metadata_tokens = request.HttpTokens.value_or(it.metadata_tokens);
    it.metadata_endpoint = request.HttpEndpoint.value_or(it.metadata_endpoint);
    it.metadata_hop_limit = hops.value_or(it.metadata_hop_limit);
    it.metadata_ipv6 = request.HttpProtocolIpv6.value_or(it.metadata_ipv6);
    it.metadata_tags = request.InstanceMetadataTags.value_or(it.metadata_tags);
  });
  auto options = to_metadata_options(modified);
  options.State = "pending";
  return {.InstanceId = modified.id, .InstanceMetadataOptions = std::move(options)};
}

api::GetLaunchTemplateDataResponse AttributeService::template_data(
    const api::GetLaunchTemplateDataRequest& request) const {
  return {.LaunchTemplateData = template_data_of(*instances_.get({request.InstanceId.value_or("")}).front())};
}

}  // namespace aws::region::ec2
