// What an experiment may do here, and to what, as AWS describes it.
// https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html
#pragma once

#include <span>
#include <string_view>

namespace aws::region::fis {

struct ParameterKind {
  std::string_view name;
  std::string_view description;
  bool required = false;
};

struct ActionKind {
  std::string_view id;  // "aws:fis:wait"
  std::string_view description;
  std::span<const ParameterKind> parameters;
  std::string_view target;         // what it calls its target: "Instances"; "" when it has none
  std::string_view resource_type;  // of the target: "aws:ec2:instance"
};

struct TargetKind {
  std::string_view resource_type;
  std::string_view description;
  std::span<const ParameterKind> parameters;
};

std::span<const ActionKind> action_kinds();
const ActionKind* find_action_kind(std::string_view id);  // nullptr when there is none
std::span<const TargetKind> target_kinds();
const TargetKind* find_target_kind(std::string_view resource_type);  // nullptr when there is none

// Among some of them, by name; nullptr when there is none.
const ParameterKind* find_parameter(std::span<const ParameterKind> parameters, std::string_view name);

}  // namespace aws::region::fis
