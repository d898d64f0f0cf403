#include "region/ssm/commands/shell_script.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>
#include <optional>

#include "region/ssm/errors.h"

namespace aws::region::ssm {
namespace {

constexpr std::string_view kDefaultTimeout = "3600";
constexpr int kMaxTimeout = 172'800;
constexpr std::size_t kMaxDirectoryLength = 4096;

std::string single(const DocumentParameters& parameters, const std::string& name, std::string_view otherwise) {
  const auto found = parameters.find(name);
  if (found == parameters.end() || found->second.empty()) return std::string(otherwise);
  if (found->second.size() > 1) {
    throw invalid_parameters(
        fmt::format("Parameter \"{}\" is a String and takes one value, not {}.", name, found->second.size()));
  }
  return found->second.front();
}

std::chrono::seconds timeout_in(const std::string& text) {
  int seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  const bool number = error == std::errc() && end == text.data() + text.size() && !text.starts_with('0');
  if (!number || seconds < 1 || seconds > kMaxTimeout) {
    throw invalid_parameters(
        fmt::format("Parameter \"executionTimeout\" has value \"{}\", which is not a number of seconds from 1 to {}.",
                    text, kMaxTimeout));
  }
  return std::chrono::seconds(seconds);
}

}  // namespace

bool is_document(std::string_view text, std::string_view name) {
  return text == name || (text.starts_with("arn:") && text.ends_with(fmt::format(":document/{}", name)));
}

std::string document_arn(std::string_view document, Place place) {
  const auto slash = document.starts_with("arn:") ? document.rfind('/') : std::string_view::npos;
  const auto name = document.substr(slash == std::string_view::npos ? 0 : slash + 1);
  if (name.starts_with("AWS-") || name.starts_with("AWSFIS-")) place.account.clear();
  return place.arn("ssm", "document/" + std::string(name));
}

ShellScript shell_script(const DocumentParameters& parameters) {
  for (const auto& [name, values] : parameters) {
    if (name == "commands" || name == "workingDirectory" || name == "executionTimeout") continue;
    throw invalid_parameters(
        fmt::format("Parameter \"{}\" is not a parameter of document {}; it has commands, workingDirectory and "
                    "executionTimeout.",
                    name, kRunShellScript));
  }
  const auto commands = parameters.find("commands");
  if (commands == parameters.end() || commands->second.empty()) {
    throw invalid_parameters("Parameter \"commands\" is required by document AWS-RunShellScript.");
  }
  ShellScript script{.text = fmt::format("{}\n", fmt::join(commands->second, "\n")),
                     .working_directory = single(parameters, "workingDirectory", ""),
                     .timeout = timeout_in(single(parameters, "executionTimeout", kDefaultTimeout))};
  if (script.working_directory.size() > kMaxDirectoryLength) {
    throw invalid_parameters("Parameter \"workingDirectory\" is longer than 4096 characters.");
  }
  return script;
}

}  // namespace aws::region::ssm
