#include "region/chaos/plan_file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <fstream>
#include <sstream>

#include "region/chaos/plan_line.h"

namespace aws::region::chaos {
namespace {

template <Trouble trouble>
void add_rule(PlanLine& line, Plan& plan) {
  Rule rule{.trouble = trouble, .share = line.share()};
  if (trouble == Trouble::kSlow) rule.by = line.time();
  rule.operations = line.operations();
  rule.callers = line.callers();
  plan.rules.push_back(std::move(rule));
}

void set_seed(PlanLine& line, Plan& plan) { plan.seed = line.number(); }

void set_delay(PlanLine& line, Plan& plan) {
  const std::string name = line.word("what is delayed");
  std::vector<std::string_view> known;
  for (const DelayName& each : kDelayNames) {
    known.push_back(each.name);
    if (name != each.name) continue;
    plan.delays.*each.delay = line.time();
    return;
  }
  throw line.error(fmt::format("'{}' is not delayed, only {}", name, fmt::join(known, ", ")));
}

void add_shortage(PlanLine& line, Plan& plan) {
  plan.shortages.push_back({.share = line.share(), .zones = line.word("a zone")});
}

void set_metadata(PlanLine& line, Plan& plan) { plan.metadata_lost = line.share(); }

struct Statement {
  std::string_view word;
  void (*read)(PlanLine& line, Plan& plan);
  std::string_view usage;
};

constexpr Statement kStatements[] = {
    {"seed", &set_seed, "seed NUMBER, for example seed 7"},
    {"throttle", &add_rule<Trouble::kThrottle>,
     "throttle SHARE SERVICE.OPERATION [by CALLER], for example throttle 10% dynamodb.* by user/*"},
    {"fail", &add_rule<Trouble::kFail>, "fail SHARE SERVICE.OPERATION [by CALLER], for example fail 5% ec2.Describe*"},
    {"lose", &add_rule<Trouble::kLose>, "lose SHARE SERVICE.OPERATION [by CALLER], for example lose 5% iam.CreateRole"},
    {"hang", &add_rule<Trouble::kHang>, "hang SHARE SERVICE.OPERATION [by CALLER], for example hang 1% ssm.*"},
    {"slow", &add_rule<Trouble::kSlow>, "slow SHARE TIME SERVICE.OPERATION [by CALLER], for example slow 20% 2s *"},
    {"delay", &set_delay, "delay WHAT TIME, for example delay instance-profile 10s"},
    {"capacity", &add_shortage, "capacity SHARE ZONE, for example capacity 30% us-west-2a"},
    {"metadata", &set_metadata, "metadata SHARE, for example metadata 20%"},
};

void read_line(PlanLine& line, Plan& plan) {
  if (line.empty()) return;
  const std::string word = line.word("a word");
  std::vector<std::string_view> known;
  for (const Statement& statement : kStatements) {
    known.push_back(statement.word);
    if (word != statement.word) continue;
    line.written_as(statement.usage);
    statement.read(line, plan);
    line.end();
    return;
  }
  throw line.error(fmt::format("a line does not begin with '{}' but with one of {}", word, fmt::join(known, ", ")));
}

}  // namespace

Plan parse_plan(const std::string& text, const std::string& file) {
  Plan plan;
  std::istringstream lines(text);
  int number = 0;
  for (std::string text_of_line; std::getline(lines, text_of_line);) {
    PlanLine line(text_of_line, fmt::format("{}:{}", file, ++number));
    read_line(line, plan);
  }
  return plan;
}

Plan read_plan(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  if (!in || !(text << in.rdbuf())) {
    throw Error("InvalidChaosFile", fmt::format("{}: cannot be read; name a chaos file with --chaos", file.string()));
  }
  return parse_plan(text.str(), file.string());
}

}  // namespace aws::region::chaos
