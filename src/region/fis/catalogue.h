// The actions that an experiment may have here, as AWS describes them.
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

std::span<const ActionKind> action_kinds();
const ActionKind* find_action_kind(std::string_view id);  // nullptr when there is none

}  // namespace aws::region::fis
