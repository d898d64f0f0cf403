#include "region/ec2/catalogue/instance_types.h"

#include <algorithm>
#include <array>
#include <string>

namespace aws::region::ec2 {

namespace api = aws::ec2;

namespace {

// What the sizes of a family have in common.
struct Family {
  std::string_view name;
  std::vector<std::string> architectures;
  int threads_per_core;
  bool nitro;
  bool burstable;
  bool dedicated_hosts;
  std::string_view network;
  std::vector<std::string> boot_modes;
};

struct Size {
  std::string_view family;
  std::string_view name;
  int vcpus;
  int memory_mib;
  double ghz;
  int interfaces;
  int addresses_per_interface;
  // EBS; 0 where it has no bandwidth of its own
  int baseline_mbps = 0;
  int most_mbps = 0;
  int baseline_iops = 0;
  int most_iops = 0;
};

const std::array<Family, 5>& families() {
  static const std::array<Family, 5> table{
      {{"c5", {"x86_64"}, 2, true, false, true, "Up to 10 Gigabit", {"legacy-bios", "uefi"}},
       {"m5", {"x86_64"}, 2, true, false, true, "Up to 10 Gigabit", {"legacy-bios", "uefi"}},
       {"t2", {"i386", "x86_64"}, 1, false, true, false, "Low to Moderate", {"legacy-bios"}},
       {"t3", {"x86_64"}, 2, true, true, true, "Up to 5 Gigabit", {"legacy-bios", "uefi"}},
       {"t4g", {"arm64"}, 1, true, true, false, "Up to 5 Gigabit", {"uefi"}}}};
  return table;
}

constexpr std::array<Size, 22> kSizes{{{"c5", "large", 2, 4096, 3.4, 3, 10, 650, 4750, 4000, 20000},
                                       {"c5", "xlarge", 4, 8192, 3.4, 4, 15, 1150, 4750, 6000, 20000},
                                       {"m5", "large", 2, 8192, 3.1, 3, 10, 650, 4750, 3600, 18750},
                                       {"m5", "xlarge", 4, 16384, 3.1, 4, 15, 1150, 4750, 6000, 18750},
                                       {"t2", "large", 2, 8192, 2.3, 3, 12},
                                       {"t2", "medium", 2, 4096, 2.3, 3, 6},
                                       {"t2", "micro", 1, 1024, 2.5, 2, 2},
                                       {"t2", "nano", 1, 512, 2.4, 2, 2},
                                       {"t2", "small", 1, 2048, 2.5, 3, 4},
                                       {"t2", "xlarge", 4, 16384, 2.3, 3, 15},
                                       {"t3", "large", 2, 8192, 2.5, 3, 12, 695, 2780, 4000, 15700},
                                       {"t3", "medium", 2, 4096, 2.5, 3, 6, 347, 2085, 2000, 11800},
                                       {"t3", "micro", 2, 1024, 2.5, 2, 2, 87, 2085, 500, 11800},
                                       {"t3", "nano", 2, 512, 2.5, 2, 2, 43, 2085, 250, 11800},
                                       {"t3", "small", 2, 2048, 2.5, 3, 4, 174, 2085, 1000, 11800},
                                       {"t3", "xlarge", 4, 16384, 2.5, 4, 15, 695, 2780, 4000, 15700},
                                       {"t4g", "large", 2, 8192, 2.5, 3, 12, 695, 2780, 4000, 15700},
                                       {"t4g", "medium", 2, 4096, 2.5, 3, 6, 347, 2085, 2000, 11800},
                                       {"t4g", "micro", 2, 1024, 2.5, 2, 2, 87, 2085, 500, 11800},
                                       {"t4g", "nano", 2, 512, 2.5, 2, 2, 43, 2085, 250, 11800},
                                       {"t4g", "small", 2, 2048, 2.5, 3, 4, 174, 2085, 1000, 11800},
                                       {"t4g", "xlarge", 4, 16384, 2.5, 4, 15, 695, 2780, 4000, 15700}}};

api::VCpuInfo vcpus_of(const Family& family, const Size& size) {
  const int cores = size.vcpus / family.threads_per_core;
  api::VCpuInfo info{
      .DefaultVCpus = size.vcpus, .DefaultCores = cores, .DefaultThreadsPerCore = family.threads_per_core};
  if (family.threads_per_core == 2) {
    info.ValidCores = {cores};
    info.ValidThreadsPerCore = {1, 2};
  } else {
    for (int count = 1; count <= cores; ++count) info.ValidCores.push_back(count);
    info.ValidThreadsPerCore = {1};
  }
  return info;
}

double megabytes(int megabits) { return megabits / 8.0; }

api::EbsInfo ebs_of(const Family& family, const Size& size) {
  api::EbsInfo info{.EbsOptimizedSupport = family.nitro ? "default" : "unsupported",
                    .EncryptionSupport = "supported",
                    .NvmeSupport = family.nitro ? "required" : "unsupported"};
  if (size.baseline_mbps > 0) {
    info.EbsOptimizedInfo = api::EbsOptimizedInfo{.BaselineBandwidthInMbps = size.baseline_mbps,
                                                  .BaselineThroughputInMBps = megabytes(size.baseline_mbps),
                                                  .BaselineIops = size.baseline_iops,
                                                  .MaximumBandwidthInMbps = size.most_mbps,
                                                  .MaximumThroughputInMBps = megabytes(size.most_mbps),
                                                  .MaximumIops = size.most_iops};
  }
  return info;
}

api::NetworkInfo network_of(const Family& family, const Size& size) {
  const std::string performance(family.name == "t2" && size.name == "xlarge" ? "Moderate" : family.network);
  return {.NetworkPerformance = performance,
          .MaximumNetworkInterfaces = size.interfaces,
          .MaximumNetworkCards = 1,
          .DefaultNetworkCardIndex = 0,
          .NetworkCards = {{.NetworkCardIndex = 0,
                            .NetworkPerformance = performance,
                            .MaximumNetworkInterfaces = size.interfaces}},
          .Ipv4AddressesPerInterface = size.addresses_per_interface,
          .Ipv6AddressesPerInterface = size.addresses_per_interface,
          .Ipv6Supported = true,
          .EnaSupport = family.nitro ? "required" : "unsupported",
          .EfaSupported = false,
          .EncryptionInTransitSupported = false,
          .EnaSrdSupported = false};
}

api::InstanceTypeInfo describe(const Family& family, const Size& size) {
  const std::string name = std::string(size.family) + '.' + std::string(size.name);
  auto architectures = family.architectures;
  if (size.memory_mib > 4096) std::erase(architectures, "i386");
  std::vector<std::string> strategies{"partition", "spread"};
  if (!family.burstable) strategies.insert(strategies.begin(), "cluster");
  return {.InstanceType = name,
          .CurrentGeneration = true,
          .FreeTierEligible = name == "t2.micro",
          .SupportedUsageClasses = {"on-demand", "spot"},
          .SupportedRootDeviceTypes = {"ebs"},
          .SupportedVirtualizationTypes = {"hvm"},
          .BareMetal = false,
          .Hypervisor = family.nitro ? "nitro" : "xen",
          .ProcessorInfo =
              api::ProcessorInfo{.SupportedArchitectures = architectures, .SustainedClockSpeedInGhz = size.ghz},
          .VCpuInfo = vcpus_of(family, size),
          .MemoryInfo = api::MemoryInfo{.SizeInMiB = size.memory_mib},
          .InstanceStorageSupported = false,
          .EbsInfo = ebs_of(family, size),
          .NetworkInfo = network_of(family, size),
          .PlacementGroupInfo = api::PlacementGroupInfo{.SupportedStrategies = strategies},
          .HibernationSupported = true,
          .BurstablePerformanceSupported = family.burstable,
          .DedicatedHostsSupported = family.dedicated_hosts,
          .AutoRecoverySupported = true,
          .SupportedBootModes = family.boot_modes};
}

using TypeInfo = api::InstanceTypeInfo;

Values texts(const std::vector<int>& numbers) {
  Values found;
  for (const int number : numbers) found.push_back(std::to_string(number));
  return found;
}

// 2.5, not 2.500000
Values text_of(std::optional<double> number) {
  if (!number) return {};
  std::string text = std::to_string(*number);
  while (text.ends_with('0')) text.pop_back();
  if (text.ends_with('.')) text += '0';
  return {text};
}

Values ebs_value(const TypeInfo& it, std::optional<int> api::EbsOptimizedInfo::*member) {
  return it.EbsInfo->EbsOptimizedInfo ? values(*it.EbsInfo->EbsOptimizedInfo.*member) : Values{};
}

Values ebs_value(const TypeInfo& it, std::optional<double> api::EbsOptimizedInfo::*member) {
  return it.EbsInfo->EbsOptimizedInfo ? text_of(*it.EbsInfo->EbsOptimizedInfo.*member) : Values{};
}

}  // namespace

const std::vector<TypeInfo>& instance_types() {
  static const std::vector<TypeInfo> types = [] {
    std::vector<TypeInfo> described;
    for (const Size& size : kSizes) {
      const auto family = std::find_if(families().begin(), families().end(),
                                       [&](const Family& candidate) { return candidate.name == size.family; });
      described.push_back(describe(*family, size));
    }
    return described;
  }();
  return types;
}

const TypeInfo* find_instance_type(std::string_view name) {
  const auto& types = instance_types();
  const auto found =
      std::find_if(types.begin(), types.end(), [&](const TypeInfo& type) { return type.InstanceType == name; });
  return found == types.end() ? nullptr : &*found;
}

std::uint64_t memory_of_type(std::string_view name) {
  const TypeInfo* type = find_instance_type(name);
  const auto mebibytes = type && type->MemoryInfo ? type->MemoryInfo->SizeInMiB.value_or(0) : 0;
  return static_cast<std::uint64_t>(mebibytes) << 20U;
}

const Filterable<TypeInfo>& filterable_instance_types() {
  using Ebs = api::EbsOptimizedInfo;
  static const Filterable<TypeInfo> table{
      {{"auto-recovery-supported", [](const TypeInfo& it) { return values(it.AutoRecoverySupported); }},
       {"bare-metal", [](const TypeInfo& it) { return values(it.BareMetal); }},
       {"burstable-performance-supported", [](const TypeInfo& it) { return values(it.BurstablePerformanceSupported); }},
       {"current-generation", [](const TypeInfo& it) { return values(it.CurrentGeneration); }},
       {"dedicated-hosts-supported", [](const TypeInfo& it) { return values(it.DedicatedHostsSupported); }},
       {"ebs-info.ebs-optimized-info.baseline-bandwidth-in-mbps",
        [](const TypeInfo& it) { return ebs_value(it, &Ebs::BaselineBandwidthInMbps); }},
       {"ebs-info.ebs-optimized-info.baseline-iops",
        [](const TypeInfo& it) { return ebs_value(it, &Ebs::BaselineIops); }},
       {"ebs-info.ebs-optimized-info.baseline-throughput-in-mbps",
        [](const TypeInfo& it) { return ebs_value(it, &Ebs::BaselineThroughputInMBps); }},
       {"ebs-info.ebs-optimized-info.maximum-bandwidth-in-mbps",
        [](const TypeInfo& it) { return ebs_value(it, &Ebs::MaximumBandwidthInMbps); }},
       {"ebs-info.ebs-optimized-info.maximum-iops",
        [](const TypeInfo& it) { return ebs_value(it, &Ebs::MaximumIops); }},
       {"ebs-info.ebs-optimized-info.maximum-throughput-in-mbps",
        [](const TypeInfo& it) { return ebs_value(it, &Ebs::MaximumThroughputInMBps); }},
       {"ebs-info.ebs-optimized-support", [](const TypeInfo& it) { return values(it.EbsInfo->EbsOptimizedSupport); }},
       {"ebs-info.encryption-support", [](const TypeInfo& it) { return values(it.EbsInfo->EncryptionSupport); }},
       {"ebs-info.nvme-support", [](const TypeInfo& it) { return values(it.EbsInfo->NvmeSupport); }},
       {"free-tier-eligible", [](const TypeInfo& it) { return values(it.FreeTierEligible); }},
       {"hibernation-supported", [](const TypeInfo& it) { return values(it.HibernationSupported); }},
       {"hypervisor", [](const TypeInfo& it) { return values(it.Hypervisor); }},
       {"instance-storage-info.disk.count", [](const TypeInfo&) { return Values{}; }},
       {"instance-storage-info.disk.size-in-gb", [](const TypeInfo&) { return Values{}; }},
       {"instance-storage-info.disk.type", [](const TypeInfo&) { return Values{}; }},
       {"instance-storage-info.encryption-support", [](const TypeInfo&) { return Values{}; }},
       {"instance-storage-info.nvme-support", [](const TypeInfo&) { return Values{}; }},
       {"instance-storage-info.total-size-in-gb", [](const TypeInfo&) { return Values{}; }},
       {"instance-storage-supported", [](const TypeInfo& it) { return values(it.InstanceStorageSupported); }},
       {"instance-type", [](const TypeInfo& it) { return values(it.InstanceType); }},
       {"memory-info.size-in-mib",
        [](const TypeInfo& it) { return Values{std::to_string(*it.MemoryInfo->SizeInMiB)}; }},
       {"network-info.efa-supported", [](const TypeInfo& it) { return values(it.NetworkInfo->EfaSupported); }},
       {"network-info.ena-support", [](const TypeInfo& it) { return values(it.NetworkInfo->EnaSupport); }},
       {"network-info.encryption-in-transit-supported",
        [](const TypeInfo& it) { return values(it.NetworkInfo->EncryptionInTransitSupported); }},
       {"network-info.ipv4-addresses-per-interface",
        [](const TypeInfo& it) { return values(it.NetworkInfo->Ipv4AddressesPerInterface); }},
       {"network-info.ipv6-addresses-per-interface",
        [](const TypeInfo& it) { return values(it.NetworkInfo->Ipv6AddressesPerInterface); }},
       {"network-info.ipv6-supported", [](const TypeInfo& it) { return values(it.NetworkInfo->Ipv6Supported); }},
       {"network-info.maximum-network-cards",
        [](const TypeInfo& it) { return values(it.NetworkInfo->MaximumNetworkCards); }},
       {"network-info.maximum-network-interfaces",
        [](const TypeInfo& it) { return values(it.NetworkInfo->MaximumNetworkInterfaces); }},
       {"network-info.network-performance",
        [](const TypeInfo& it) { return values(it.NetworkInfo->NetworkPerformance); }},
       {"processor-info.supported-architecture",
        [](const TypeInfo& it) { return it.ProcessorInfo->SupportedArchitectures; }},
       {"processor-info.sustained-clock-speed-in-ghz",
        [](const TypeInfo& it) { return text_of(it.ProcessorInfo->SustainedClockSpeedInGhz); }},
       {"supported-boot-mode", [](const TypeInfo& it) { return it.SupportedBootModes; }},
       {"supported-root-device-type", [](const TypeInfo& it) { return it.SupportedRootDeviceTypes; }},
       {"supported-usage-class", [](const TypeInfo& it) { return it.SupportedUsageClasses; }},
       {"supported-virtualization-type", [](const TypeInfo& it) { return it.SupportedVirtualizationTypes; }},
       {"vcpu-info.default-cores", [](const TypeInfo& it) { return values(it.VCpuInfo->DefaultCores); }},
       {"vcpu-info.default-threads-per-core",
        [](const TypeInfo& it) { return values(it.VCpuInfo->DefaultThreadsPerCore); }},
       {"vcpu-info.default-vcpus", [](const TypeInfo& it) { return values(it.VCpuInfo->DefaultVCpus); }},
       {"vcpu-info.valid-cores", [](const TypeInfo& it) { return texts(it.VCpuInfo->ValidCores); }},
       {"vcpu-info.valid-threads-per-core",
        [](const TypeInfo& it) { return texts(it.VCpuInfo->ValidThreadsPerCore); }}}};
  return table;
}

}  // namespace aws::region::ec2
