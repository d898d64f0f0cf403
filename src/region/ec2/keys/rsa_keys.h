// RSA keys, made one after the other on a thread of their own: one takes as long as a hundred calls. Region thread.
#pragma once

#include <future>

#include "region/ec2/keys/key_material.h"

namespace aws::region::ec2 {

class RsaKeys {
 public:
  // A key that nobody else gets. Throws contract::NotYet while there is none; the next one is on its way then.
  KeyMaterial take();

 private:
  std::future<KeyMaterial> coming_;  // ends with its thread
};

}  // namespace aws::region::ec2
