#include "region/helper_program.h"

#include <fmt/core.h>

#include "base/error.h"

namespace aws::region {

std::filesystem::path helper_program(const std::filesystem::path& programs, const char* name) {
  const auto built = programs / name;
  const auto installed = programs.parent_path() / "libexec" / "resilient-service" / name;
  if (std::filesystem::exists(built)) return built;
  if (std::filesystem::exists(installed)) return installed;
  throw Error("ProgramMissing", fmt::format("neither {} nor {} is there: build it, or install this program anew",
                                            built.string(), installed.string()));
}

}  // namespace aws::region
