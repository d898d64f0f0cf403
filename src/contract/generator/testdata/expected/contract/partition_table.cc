// Generated from botocore's endpoint data. Do not edit.
#include "contract/partitions.h"

#include <array>

namespace aws::contract {
namespace {

constexpr std::string_view kHomeRegions[] = {"north-1", "north-2", "north-3", "south-1"};
constexpr std::array<HostException, 2> kHomeExceptions = {{
    {"kitchen-sink", "north-1", "kitchen.example.com", "south-1"},
    {"kitchen-sink", "north-2", "sink.example.com", "north-2"},
}};

constexpr std::string_view kHomeOfficeRegions[] = {"office-1"};
constexpr std::array<HostException, 1> kHomeOfficeExceptions = {{
    {"kitchen-sink", "", "tea.office.example.com", "office-1"},
}};

constexpr std::string_view kGardenRegions[] = {"bed-1"};
constexpr std::array<HostException, 0> kGardenExceptions = {{
}};

constexpr Partition kPartitions[] = {
    {.name = "home", .dns_suffix = "example.com",
     .dual_suffix = "",
     .region_pattern = "^(north|south)\\-\\d+$",
     .regions = kHomeRegions, .exceptions = kHomeExceptions},
    {.name = "home-office", .dns_suffix = "office.example.com",
     .dual_suffix = "",
     .region_pattern = "^office\\-\\d+$",
     .regions = kHomeOfficeRegions, .exceptions = kHomeOfficeExceptions},
    {.name = "garden", .dns_suffix = "garden.example.com",
     .dual_suffix = "",
     .region_pattern = "^bed\\-\\d+$",
     .regions = kGardenRegions, .exceptions = kGardenExceptions},
};

}  // namespace

std::span<const Partition> partitions() { return kPartitions; }

}  // namespace aws::contract
