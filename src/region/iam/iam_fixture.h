// IAM as its tests call it: through the handlers, as everybody does. Test code only.
#pragma once

#include <gtest/gtest.h>

#include "region/iam/iam_service.h"
#include "region/iam/permissions.h"
#include "testing/simulated_clock.h"

namespace aws::region::iam {

class IamFixture : public ::testing::Test {
 protected:
  IamFixture() { service_.serve(handlers_); }

  testing::SimulatedClock clock_;
  SeededRandom random_{1};
  Store disk_;
  IamStore store_{disk_, Place{}, clock_, random_};
  Identities identities_{disk_, store_, Place{}, clock_, random_};
  Permissions permissions_{store_, Place{}, clock_};
  IamService service_{store_, identities_, permissions_};
  contract::Handlers handlers_;
  aws::iam::Api iam_{handlers_};
};

}  // namespace aws::region::iam
