#include "scenario/parts/tag.h"

#include <fmt/format.h>

namespace aws::scenario {

Error not_ours(std::string_view thing, const Tag& tag) {
  return Error("NotOurs", fmt::format("{} exists but was not created by this program: it lacks the tag {}={}; choose "
                                      "names of your own with --prefix",
                                      thing, tag.key, tag.value));
}

}  // namespace aws::scenario
