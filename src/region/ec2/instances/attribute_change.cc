#include "region/ec2/instances/attribute_change.h"

#include <fmt/ranges.h>

#include <vector>

#include "base/text/base64.h"
#include "region/ec2/errors.h"
#include "region/ec2/instances/launch_specification.h"

namespace aws::region::ec2 {

namespace api = aws::ec2;

namespace {

using Request = api::ModifyInstanceAttributeRequest;

bool truth(const std::string& text) {
  if (text == "true" || text == "false") return text == "true";
  throw errors::invalid_parameter("Invalid value '" + text + "' for a boolean attribute.");
}

// The old form, Attribute and Value, as the one with a member for each attribute.
void spell_out(Request& request) {
  if (!request.Attribute) return;
  const std::string& name = *request.Attribute;
  if (!request.Value) {
    if (name == "groupSet" || name == "blockDeviceMapping") return;  // what these have is no text
    throw errors::missing_parameter("value");
  }
  const std::string value = *request.Value;
  if (name == "userData") {
    auto bytes = text::base64_decode(value);
    if (!bytes) throw errors::user_data_malformed();
    request.UserData = {{.Value = Blob{*std::move(bytes)}}};
  } else if (name == "disableApiTermination") {
    request.DisableApiTermination = {{.Value = truth(value)}};
  } else if (name == "disableApiStop") {
    request.DisableApiStop = {{.Value = truth(value)}};
  } else if (name == "ebsOptimized") {
    request.EbsOptimized = {{.Value = truth(value)}};
  } else if (name == "enaSupport") {
    request.EnaSupport = {{.Value = truth(value)}};
  } else if (name == "sourceDestCheck") {
    request.SourceDestCheck = {{.Value = truth(value)}};
  } else {
    const api::AttributeValue text{.Value = value};
    if (name == "instanceType") request.InstanceType = text;
    if (name == "instanceInitiatedShutdownBehavior") request.InstanceInitiatedShutdownBehavior = text;
    if (name == "kernel") request.Kernel = text;
    if (name == "ramdisk") request.Ramdisk = text;
    if (name == "sriovNetSupport") request.SriovNetSupport = text;
  }
}

AttributeChange user_data_change(const api::BlobAttributeValue& asked) {
  const std::string bytes = asked.Value ? asked.Value->bytes : "";
  if (bytes.size() > kMaxUserData) throw errors::user_data_too_long();
  return {"userData", true, [bytes](Instance& it) {
            it.user_data = bytes.empty() ? std::nullopt : std::optional(text::base64_encode(bytes));
          }};
}

AttributeChange volume_change(const std::vector<api::InstanceBlockDeviceMappingSpecification>& mappings) {
  std::optional<bool> deletes;
  for (const auto& mapping : mappings) {
    const std::string device = mapping.DeviceName.value_or("");
    if (device != "/dev/xvda") throw errors::device_not_mapped(device);
    if (mapping.Ebs && mapping.Ebs->DeleteOnTermination) deletes = mapping.Ebs->DeleteOnTermination;
  }
  return {"blockDeviceMapping", false,
          [deletes](Instance& it) { it.deletes_volume = deletes.value_or(it.deletes_volume); }};
}

AttributeChange group_change(const std::vector<std::string>& ids, const SecurityGroups& groups) {
  for (const auto& id : ids) groups.get(id);
  return {"groupSet", false, [ids](Instance& it) { it.security_group_ids = ids; }};
}

AttributeChange type_change(const std::string& type) {
  if (!is_instance_type(type)) throw errors::instance_type_invalid(type);
  return {"instanceType", true, [type](Instance& it) { it.instance_type = type; }};
}

AttributeChange shutdown_change(const std::string& behavior) {
  if (behavior != "stop" && behavior != "terminate") {
    throw errors::invalid_parameter("Invalid value '" + behavior + "' for InstanceInitiatedShutdownBehavior.");
  }
  return {"instanceInitiatedShutdownBehavior", false, [behavior](Instance& it) { it.shutdown_behavior = behavior; }};
}

void add_flag(std::vector<AttributeChange>& changes, const std::optional<api::AttributeBooleanValue>& asked,
              std::string_view attribute, bool needs_stopped, bool Instance::*member) {
  if (!asked || !asked->Value) return;
  changes.push_back({attribute, needs_stopped, [member, value = *asked->Value](Instance& it) { it.*member = value; }});
}

}  // namespace

AttributeChange attribute_change(Request request, const SecurityGroups& groups) {
  spell_out(request);
  if (request.Kernel || request.Ramdisk) {
    throw errors::unsupported("The kernel and the RAM disk of an HVM instance cannot be modified.");
  }
  std::vector<AttributeChange> changes;
  add_flag(changes, request.DisableApiStop, "disableApiStop", false, &Instance::stop_disabled);
  add_flag(changes, request.DisableApiTermination, "disableApiTermination", false, &Instance::termination_disabled);
  add_flag(changes, request.EbsOptimized, "ebsOptimized", true, &Instance::ebs_optimized);
  add_flag(changes, request.EnaSupport, "enaSupport", true, &Instance::ena_supported);
  add_flag(changes, request.SourceDestCheck, "sourceDestCheck", false, &Instance::checks_source);
  if (!request.BlockDeviceMappings.empty()) changes.push_back(volume_change(request.BlockDeviceMappings));
  if (!request.Groups.empty()) changes.push_back(group_change(request.Groups, groups));
  if (request.InstanceInitiatedShutdownBehavior) {
    changes.push_back(shutdown_change(request.InstanceInitiatedShutdownBehavior->Value.value_or("")));
  }
  if (request.InstanceType) changes.push_back(type_change(request.InstanceType->Value.value_or("")));
  if (request.UserData) changes.push_back(user_data_change(*request.UserData));
  if (request.SriovNetSupport) {
    if (request.SriovNetSupport->Value != "simple")
      throw errors::invalid_parameter("Invalid value for sriovNetSupport.");
    changes.push_back({"sriovNetSupport", true, [](Instance&) {}});  // every instance has it
  }
  if (changes.empty()) throw errors::parameter_combination("No attributes specified.");
  if (changes.size() > 1) {
    std::vector<std::string_view> names;
    for (const auto& change : changes) names.push_back(change.attribute);
    throw errors::parameter_combination(
        fmt::format("Fields for multiple attribute types specified: {}", fmt::join(names, ", ")));
  }
  return std::move(changes.front());
}

}  // namespace aws::region::ec2
