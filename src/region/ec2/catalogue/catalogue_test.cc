#include "region/ec2/fake_surroundings.h"

namespace aws::region::ec2 {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class CatalogueTest : public Ec2Test {
 protected:
  std::vector<std::string> types(std::vector<aws::ec2::Filter> filters) {
    std::vector<std::string> names;
    for (const auto& it : api().DescribeInstanceTypes({.Filters = std::move(filters)}).InstanceTypes) {
      names.push_back(*it.InstanceType);
    }
    return names;
  }
};

TEST_F(CatalogueTest, TypesHaveTheirFacts) {
  const auto micro = api().DescribeInstanceTypes({.InstanceTypes = {"t3.micro"}}).InstanceTypes.at(0);
  EXPECT_EQ(micro.VCpuInfo->DefaultVCpus, 2);
  EXPECT_EQ(micro.VCpuInfo->DefaultCores, 1);
  EXPECT_EQ(micro.MemoryInfo->SizeInMiB, 1024);
  EXPECT_EQ(micro.Hypervisor, "nitro");
  EXPECT_EQ(micro.NetworkInfo->NetworkPerformance, "Up to 5 Gigabit");
  EXPECT_EQ(micro.EbsInfo->EbsOptimizedInfo->BaselineThroughputInMBps, 10.875);
  EXPECT_THAT(micro.ProcessorInfo->SupportedArchitectures, ElementsAre("x86_64"));
}

TEST_F(CatalogueTest, TypesAreFoundByTheirFacts) {
  EXPECT_THAT(types({{"processor-info.supported-architecture", {"arm64"}}, {"vcpu-info.default-vcpus", {"4"}}}),
              ElementsAre("t4g.xlarge"));
  EXPECT_THAT(types({{"memory-info.size-in-mib", {"512"}}}), ElementsAre("t2.nano", "t3.nano", "t4g.nano"));
  EXPECT_THAT(types({{"processor-info.sustained-clock-speed-in-ghz", {"3.4"}}}), ElementsAre("c5.large", "c5.xlarge"));
  EXPECT_THAT(types({{"free-tier-eligible", {"true"}}}), ElementsAre("t2.micro"));
  expect_error([&] { types({{"colour", {"red"}}}); }, "InvalidParameterValue", "The filter 'colour' is invalid");
  expect_error(
      [&] {
        api().DescribeInstanceTypes({.InstanceTypes = {"t3.micro", "t9.micro"}});
      },
      "InvalidInstanceType", "The following supplied instance types do not exist: [t9.micro]");
}

TEST_F(CatalogueTest, TypesComeInPages) {
  std::size_t seen = 0;
  std::optional<std::string> next;
  do {
    const auto page = api().DescribeInstanceTypes({.MaxResults = 10, .NextToken = next});
    seen += page.InstanceTypes.size();
    next = page.NextToken;
  } while (next);
  EXPECT_EQ(seen, api().DescribeInstanceTypes({}).InstanceTypes.size());
}

TEST_F(CatalogueTest, TypesAreOfferedByRegionZoneAndZoneId) {
  const std::vector<aws::ec2::Filter> micro = {{"instance-type", {"t3.micro"}}};
  const auto offered = [&](std::optional<std::string> type) {
    return api().DescribeInstanceTypeOfferings({.LocationType = type, .Filters = micro}).InstanceTypeOfferings;
  };
  EXPECT_THAT(offered(std::nullopt), ElementsAre(aws::ec2::InstanceTypeOffering{"t3.micro", "region", "us-west-2"}));
  EXPECT_THAT(offered("availability-zone"), SizeIs(4));
  EXPECT_EQ(offered("availability-zone").at(0).Location, "us-west-2a");
  EXPECT_EQ(offered("availability-zone-id").at(0).LocationType, "availability-zone-id");
}

TEST_F(CatalogueTest, ImagesAreDescribed) {
  const std::string id = "ami-0123456789abcdef0";
  const auto image = api().DescribeImages({.ImageIds = {id}}).Images.at(0);
  EXPECT_EQ(image.State, "available");
  EXPECT_EQ(image.Architecture, "x86_64");
  EXPECT_EQ(image.ImageLocation, "amazon/linux");
  EXPECT_THAT(api().DescribeImages({.Owners = {"amazon"}}).Images, SizeIs(2));
  const auto page = api().DescribeImages({.MaxResults = 1});
  EXPECT_THAT(page.Images, SizeIs(1));
  EXPECT_THAT(api().DescribeImages({.NextToken = page.NextToken}).Images, SizeIs(1));
  EXPECT_THAT(api().DescribeImages({.Owners = {"self"}}).Images, IsEmpty());
  EXPECT_THAT(api().DescribeImages({.ExecutableUsers = {"self"}}).Images, IsEmpty());
  EXPECT_THAT(api().DescribeImages({.Filters = {{"name", {"lin*"}}}}).Images, SizeIs(1));
  EXPECT_THAT(api().DescribeImages({.Filters = {{"architecture", {"arm64"}}}}).Images, IsEmpty());
  expect_error([&] { api().DescribeImages({.ImageIds = {"ami-00000000000000000"}}); }, "InvalidAMIID.NotFound",
               "The image id '[ami-00000000000000000]' does not exist");
  expect_error([&] { api().DescribeImages({.ImageIds = {"linux"}}); }, "InvalidAMIID.Malformed",
               "Invalid id: \"linux\" (expecting \"ami-...\")");
}

TEST_F(CatalogueTest, AnImageOfOnesOwnIsTheAccountsAndNotPublic) {
  images.add_own("ami-0123456789abcdef2");
  const auto found = api().DescribeImages({.Owners = {"self"}}).Images;
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found.at(0).ImageId, "ami-0123456789abcdef2");
  EXPECT_EQ(found.at(0).OwnerId, Place{}.account);
  EXPECT_EQ(found.at(0).ImageLocation, Place{}.account + "/mine");
  EXPECT_EQ(found.at(0).ImageOwnerAlias, std::nullopt);
  EXPECT_EQ(found.at(0).Public, false);
  EXPECT_THAT(api().DescribeImages({.ExecutableUsers = {"all"}}).Images, SizeIs(2));
  EXPECT_THAT(api().DescribeImages({.Filters = {{"is-public", {"false"}}}}).Images, SizeIs(1));
}

}  // namespace
}  // namespace aws::region::ec2
