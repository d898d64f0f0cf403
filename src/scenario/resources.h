// The files of the resources folder, read and checked as a whole before anything is created.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "contract/dynamodb.h"
#include "scenario/names.h"

namespace aws::scenario {

using Item = std::map<std::string, dynamodb::AttributeValue>;

struct Resources {
  std::filesystem::path recommendations_file;
  std::filesystem::path startup_script_file;
  std::vector<Item> recommendations;
  std::string instance_policy;  // JSON, as IAM takes it, for the table of the chosen names
  std::string ssm_only_policy;
  std::string experiment_policy;  // what experiments may do
  std::string user_data;          // the startup script with server.py, the port and the prefix in it
};

// Throws aws::Error "InvalidResourceFile": the file, the line where there is one, what is wrong.
Resources read_resources(const std::filesystem::path& folder, std::uint16_t port, const Names& names);

}  // namespace aws::scenario
