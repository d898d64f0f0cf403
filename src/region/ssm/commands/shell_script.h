// The document AWS-RunShellScript, and what any document makes an instance do.
// https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-command-ssm-plugin-reference.html
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/place.h"
#include "region/ssm/ports.h"

namespace aws::region::ssm {

inline constexpr std::string_view kRunShellScript = "AWS-RunShellScript";
inline constexpr std::string_view kRunPowerShellScript = "AWS-RunPowerShellScript";  // of no use on Linux
inline constexpr std::string_view kShellPlugin = "aws:runShellScript";

// Is it the document of this name, called by that or by its ARN?
bool is_document(std::string_view text, std::string_view name);

// What permission to send it is asked for. AWS's own documents, "AWS-..." and "AWSFIS-...", belong to no account.
std::string document_arn(std::string_view document, Place place);

using DocumentParameters = std::map<std::string, std::vector<std::string>>;

struct ShellScript {
  std::string text;               // the commands, a line each
  std::string working_directory;  // "" when not given
  std::chrono::seconds timeout{};
  bool lasts = false;     // until then: it does not end by itself, and its time being over is its success
  SlowCalls meanwhile{};  // while it runs
};

// Throws InvalidParameters.
ShellScript shell_script(const DocumentParameters& parameters);

}  // namespace aws::region::ssm
