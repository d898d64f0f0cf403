// Policies: "ACTION RESOURCE", what is known of the request as "KEY VALUE,VALUE", an empty line, a document. It is read
// as an identity's, a role's and a table's; what can be read is asked, alone and with itself as a boundary, and
// simulated.
#include <map>
#include <string>
#include <vector>

#include "contract/handlers.h"
#include "region/iam/account/simulation_service.h"
#include "region/iam/policy/evaluation.h"
#include "target.h"
#include "testing/simulated_clock.h"

namespace aws::fuzz {
namespace {

namespace api = aws::iam;
using namespace region::iam;

struct Asked {
  std::string action;
  std::string resource;
  Context context;
  std::string document;
};

std::vector<std::string> split(std::string_view text, char by) {
  std::vector<std::string> parts;
  for (auto end = text.find(by); end != std::string_view::npos; end = text.find(by)) {
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  parts.emplace_back(text);
  return parts;
}

Asked read(std::string_view rest) {
  Asked asked;
  const std::string_view question = take_line(rest);
  const auto space = std::min(question.find(' '), question.size());
  asked.action = question.substr(0, space);
  asked.resource = question.substr(std::min(space + 1, question.size()));
  while (!rest.empty()) {
    const std::string_view line = take_line(rest);
    if (line.empty()) break;
    const auto end = std::min(line.find(' '), line.size());
    asked.context[std::string(line.substr(0, end))] = split(line.substr(std::min(end + 1, line.size())), ',');
  }
  asked.document = rest;
  return asked;
}

Decision ask(const Policy& policy, const Policy* boundary, const Asked& asked, const Context& context) {
  HeldPolicies has{.policies = {{"own", "user", &policy}}, .boundary = {}, .session = {}};
  if (boundary) has.boundary = {{"boundary", "user-managed", boundary}};
  const auto evaluation = evaluate(has, {asked.action, asked.resource, context});
  require(evaluation.why().empty() == false, "a decision without a reason");
  for (const auto& said : evaluation.said) static_cast<void>(policy.statement(said.match.statement));
  return evaluation.decision;
}

void ask_identity(const Asked& asked) {
  const auto policy = Policy::of_identity(asked.document);
  const auto decision = ask(policy, nullptr, asked, asked.context);
  require(decision == ask(policy, nullptr, asked, asked.context), "a policy changes its mind");
  require(decision == ask(policy, &policy, asked, asked.context), "a policy caps itself");
  if (policy.asks_context()) return;
  require(policy.context_keys().empty(), "keys of a policy that asks for none");
  require(decision == ask(policy, nullptr, asked, {}), "a policy looks at what it does not ask for");
}

void ask_others(const Asked& asked) {
  const Trustee trustee{"AWS", {"arn:aws:iam::123456789012:user/ann", "123456789012"}};
  succeeds([&] { Policy::of_trust(asked.document).trusts(trustee, asked.action, asked.context); });
  succeeds([&] {
    const auto policy = Policy::of_resource(asked.document);
    const Question question{asked.action, asked.resource, asked.context};
    require(policy.matches(question, trustee).size() <= policy.matches(question).size(),
            "a statement about nobody in particular says less");
  });
}

class Simulator {
 public:
  Simulator() { service_.serve(handlers_); }
  // What is missing is what was not told, and a decision is the evaluation's.
  void run(const Asked& asked) {
    api::SimulateCustomPolicyRequest request{
        .PolicyInputList = {asked.document}, .ActionNames = {asked.action}, .ResourceArns = {"*"}};
    for (const auto& [key, values] : asked.context) {
      request.ContextEntries.push_back(
          {.ContextKeyName = key, .ContextKeyValues = values, .ContextKeyType = "stringList"});
    }
    const auto results = api_.SimulateCustomPolicy(request).EvaluationResults;
    require(results.size() == 1, "one question has one answer");
    for (const auto& key : results.front().MissingContextValues) {
      require(!asked.context.contains(key), "what was told is missing");
    }
    const Asked of_all{asked.action, "*", asked.context, asked.document};
    const bool allowed = ask(Policy::of_identity(asked.document), nullptr, of_all, asked.context) == Decision::kAllowed;
    require(allowed == (results.front().EvalDecision == "allowed"), "a simulation says something else");
  }

 private:
  testing::SimulatedClock clock_;
  SeededRandom random_{1};
  region::Store disk_;
  IamStore store_{disk_, Place{}, clock_, random_};
  Permissions permissions_{store_, Place{}, clock_};
  SimulationService service_{permissions_};
  contract::Handlers handlers_;
  api::Api api_{handlers_};
};

}  // namespace
}  // namespace aws::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace aws::fuzz;
  static Simulator simulator;
  const auto asked = read({reinterpret_cast<const char*>(data), size});
  succeeds([&] { ask_identity(asked); });
  ask_others(asked);
  succeeds([&] { simulator.run(asked); });
  return 0;
}
