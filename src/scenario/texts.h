// What the workflow explains along the way. The facts (names, ids, states) are printed by what knows them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace aws::scenario::texts {

// Deploy.
extern const std::string_view kIntroduction;
// What it costs on AWS while it exists, and what experiments cost besides.
std::string bill(int group_size, std::string_view instance_type, bool with_experiments);
extern const std::string_view kParameters;
std::string launch_template(std::string_view script, std::uint16_t port);
std::string auto_scaling_group(int size);
extern const std::string_view kInstancesCreated;
extern const std::string_view kInTheConsole;  // which is where AWS is, and nowhere else
extern const std::string_view kLoadBalancing;

// Demo: before a stage's action and after it.
std::string broken_dependency(std::string_view table_parameter);
extern const std::string_view kBrokenDependencyDone;
extern const std::string_view kStaticResponse;
extern const std::string_view kStaticResponseDone;
extern const std::string_view kReinstate;
extern const std::string_view kBadCredentials;
extern const std::string_view kBadCredentialsDone;
extern const std::string_view kDeepHealthCheck;
std::string deep_health_check_done(std::string_view poisoned);
extern const std::string_view kReplace;
extern const std::string_view kReplaceDone;
extern const std::string_view kFailOpen;
extern const std::string_view kFailOpenDone;
extern const std::string_view kDarkZone;
std::string dark_zone_done(std::string_view zone);
extern const std::string_view kZoneBack;
extern const std::string_view kZoneBackDone;
extern const std::string_view kSlowTable;
extern const std::string_view kSlowTableDone;
extern const std::string_view kStarvedHost;
std::string starved_host_done(std::string_view instance);

// Destroy.
extern const std::string_view kConclusion;
std::string kept(std::string_view command_line);

}  // namespace aws::scenario::texts
