// Has an embedded region until it is killed: region_holder PROGRAM
#include <unistd.h>

#include <iostream>

#include "resilient_service/testing/embedded_region.h"

int main(int, char** arguments) {
  aws::testing::EmbeddedRegionOptions options;
  options.program = arguments[1];
  const aws::testing::EmbeddedRegion region(options);
  std::cout << region.endpoint_url() << std::endl;
  pause();
}
