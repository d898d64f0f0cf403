// The operations on key pairs. Owned by Ec2. Region thread.
#pragma once

#include "contract/ec2.h"
#include "contract/handlers.h"
#include "region/ec2/keys/key_pairs.h"
#include "region/ec2/keys/rsa_keys.h"

namespace aws::region::ec2 {

class KeyPairService {
 public:
  explicit KeyPairService(KeyPairs& pairs) : pairs_(pairs) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::ec2::CreateKeyPairResponse create(const aws::ec2::CreateKeyPairRequest& request);
  aws::ec2::ImportKeyPairResponse import(const aws::ec2::ImportKeyPairRequest& request);
  aws::ec2::DescribeKeyPairsResponse describe(const aws::ec2::DescribeKeyPairsRequest& request) const;
  aws::ec2::DeleteKeyPairResponse remove(const aws::ec2::DeleteKeyPairRequest& request);

  KeyPairs& pairs_;
  RsaKeys rsa_keys_;
};

}  // namespace aws::region::ec2
