// Systems Manager as its tests call it: through the handlers, as everybody does. Test code only.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "contract/handlers.h"
#include "contract/ssm.h"
#include "region/ssm/ssm_service.h"

namespace aws::region::ssm {

struct RunningSsm {
  explicit RunningSsm(const SsmService::Parts& parts) : service(parts) { service.serve(handlers); }
  SsmService service;
  contract::Handlers handlers;
  aws::ssm::Api called{handlers};
};

// The message of the error with this code, which the caller is to mend.
inline std::string refusal(std::string_view code, const std::function<void()>& call) {
  try {
    call();
    return "accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), code) << error.what();
    EXPECT_EQ(error.http_status(), 400);
    return error.message();
  }
}

}  // namespace aws::region::ssm
