// What Application Recovery Controller keeps. Zones by id ("usw2-az2"); moments in milliseconds since the epoch, in
// real time: a region that runs faster has them earlier.
#pragma once

#include <boost/describe.hpp>
#include <compare>
#include <cstdint>
#include <string>
#include <vector>

namespace aws::region::zonalshift {

inline constexpr auto kActive = "ACTIVE";
inline constexpr auto kExpired = "EXPIRED";
inline constexpr auto kCanceled = "CANCELED";

// What somebody started.
struct Shift {
  std::string id;
  std::string resource;  // an ARN
  std::string away_from;
  std::string comment;
  std::int64_t started_at = 0;
  std::int64_t expires_at = 0;
  std::string status = kActive;

  bool active() const { return status == kActive; }
};
BOOST_DESCRIBE_STRUCT(Shift, (), (id, resource, away_from, comment, started_at, expires_at, status))

// What was started for them, of several resources at once.
struct Autoshift {
  std::string id;
  std::vector<std::string> resources;
  std::string away_from;
  std::int64_t started_at = 0;
  std::int64_t ended_at = 0;  // 0: it goes on

  bool active() const { return ended_at == 0; }
};
BOOST_DESCRIBE_STRUCT(Autoshift, (), (id, resources, away_from, started_at, ended_at))

// That a resource takes part in autoshifts.
struct AutoshiftConsent {
  std::string resource;
};
BOOST_DESCRIBE_STRUCT(AutoshiftConsent, (), (resource))

}  // namespace aws::region::zonalshift
