#include "region/ec2/keys/rsa_keys.h"

#include "contract/not_yet.h"

namespace aws::region::ec2 {

KeyMaterial RsaKeys::take() {
  if (!coming_.valid()) coming_ = std::async(std::launch::async, make_rsa_key);
  if (coming_.wait_for(std::chrono::seconds(0)) != std::future_status::ready) throw contract::NotYet();
  return coming_.get();
}

}  // namespace aws::region::ec2
