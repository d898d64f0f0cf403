#include "region/elbv2/balancer/haproxy_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <numeric>
#include <string_view>

#include "region/elbv2/targets/routing.h"

namespace aws::region::elbv2 {
namespace {

constexpr std::string_view kGroupCookie = "AWSALBTG";

bool is_plain(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
         letter == '-' || letter == '_' || letter == '/';
}

// A pattern with * and ? as a regular expression that needs no quoting beyond single quotes. `any` is what the
// wildcards stand for.
std::string regex_of(std::string_view pattern, std::string_view any) {
  std::string regex;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool escaped = pattern[i] == '\\' && i + 1 < pattern.size();
    const char letter = escaped ? pattern[++i] : pattern[i];
    if (!escaped && letter == '*') {
      fmt::format_to(std::back_inserter(regex), "{}*", any);
    } else if (!escaped && letter == '?') {
      regex += any;
    } else if (is_plain(letter)) {
      regex += letter;
    } else {
      fmt::format_to(std::back_inserter(regex), "\\x{:02x}", static_cast<unsigned char>(letter));
    }
  }
  return regex;
}

// In single quotes, within which HAProxy reads nothing.
std::string quoted_regex(std::string_view text) {
  std::string quoted = "'";
  for (const char letter : text) quoted += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
  return quoted + '\'';
}

std::string whole(std::string_view pattern) { return fmt::format("'^{}$'", regex_of(pattern, ".")); }

std::string pair_regex(const QueryPair& pair) {
  const auto key = pair.key.empty() ? "[^&=]*" : regex_of(pair.key, "[^&]");
  return fmt::format("'(^|&){}={}(&|$)'", key, regex_of(pair.value, "[^&]"));
}

// Lines of one name are alternatives.
std::string acl(const std::string& name, const Condition& condition) {
  std::string text;
  const auto line = [&](std::string_view what, std::string_view how, const std::string& value) {
    fmt::format_to(std::back_inserter(text), "  acl {} {} {} {}\n", name, what, how, value);
  };
  for (const auto& value : condition.values) {
    if (condition.field == "host-header") line("req.hdr(host),field(1,:)", "-m reg -i", whole(value));
    if (condition.field == "path-pattern") line("path", "-m reg", whole(value));
    if (condition.field == "http-request-method") line("method", "-m str", value);
    if (condition.field == "source-ip") line("src", "", value);
    if (condition.field == "http-header") {
      line(fmt::format("req.fhdr({})", condition.header_name), "-m reg -i", whole(value));
    }
  }
  for (const auto& regex : condition.regexes) {
    if (condition.field == "host-header") line("req.hdr(host),field(1,:)", "-m reg -i --", quoted_regex(regex));
    if (condition.field == "path-pattern") line("path", "-m reg --", quoted_regex(regex));
    if (condition.field == "http-header") {
      line(fmt::format("req.fhdr({})", condition.header_name), "-m reg -i --", quoted_regex(regex));
    }
  }
  for (const auto& pair : condition.pairs) line("query", "-m reg -i", pair_regex(pair));
  return text;
}

// In a format of HAProxy's, within single quotes.
std::string literal(std::string_view text) {
  std::string quoted;
  for (const char letter : text) {
    quoted += letter;
    if (letter == '%') quoted += letter;
    if (letter == '\'') quoted.replace(quoted.size() - 1, 1, "%27");
  }
  return quoted;
}

std::string filled_in(std::string text, const BalancedListener& listener) {
  text = literal(text);
  const std::pair<std::string_view, std::string> placeholders[] = {{"#{protocol}", listener.tls ? "https" : "http"},
                                                                   {"#{host}", "%[req.hdr(host),field(1,:)]"},
                                                                   {"#{port}", std::to_string(listener.port)},
                                                                   {"/#{path}", "%[path]"},
                                                                   {"#{path}", "%[path,regsub(^/,)]"},
                                                                   {"#{query}", "%[query]"}};
  for (const auto& [placeholder, value] : placeholders) {
    for (auto at = text.find(placeholder); at != std::string::npos; at = text.find(placeholder, at + value.size())) {
      text.replace(at, placeholder.size(), value);
    }
  }
  return text;
}

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char letter) { return letter >= 'A' && letter <= 'Z' ? letter + 32 : letter; });
  return text;
}

// The question mark is left out with an empty query.
std::string redirect_lines(const Redirect& redirect, const BalancedListener& listener, std::string_view holds) {
  const bool moved = redirect.status == "HTTP_301";
  const auto base = filled_in(
      fmt::format("{}://{}:{}{}", lower(redirect.protocol), redirect.host, redirect.port, redirect.path), listener);
  const auto query = filled_in(redirect.query, listener);
  const auto line = [&](const std::string& location, std::string_view condition) {
    return fmt::format(
        "  http-request return status {0} content-type text/html file {0}.html hdr Server awselb/2.0 "
        "hdr Location '{1}' if {2}{3}\n",
        moved ? 301 : 302, location, holds, condition);
  };
  if (redirect.query == "#{query}") {
    return line(base + '?' + query, " { query -m len gt 0 }") + line(base, " !{ query -m len gt 0 }");
  }
  return line(query.empty() ? base : base + '?' + query, "");
}

std::string fixed_lines(const FixedResponse& fixed, const std::string& file, std::string_view holds,
                        std::map<std::string, std::string>& files) {
  auto line = fmt::format("  http-request return status {}", fixed.status);
  if (!fixed.body.empty()) {
    files[file] = fixed.body;
    line +=
        fmt::format(" content-type '{}' file {}", fixed.content_type.empty() ? "text/plain" : fixed.content_type, file);
  }
  return line + fmt::format(" hdr Server awselb/2.0 if {}\n", holds);
}

// A client stays with its group, in another zone when its own takes no requests any more.
std::string staying_lines(const Action& action, std::string_view holds) {
  std::string text;
  for (const auto& group : action.groups) {
    fmt::format_to(std::back_inserter(text), "  use_backend {0} if {1} {{ req.cook({2}) -m str {0} }}\n", group.arn,
                   holds, kGroupCookie);
  }
  for (const auto& group : action.groups) {
    const auto whole_group = without_zone(group.arn);
    if (whole_group == group.arn) continue;
    fmt::format_to(std::back_inserter(text), "  use_backend {} if {} {{ req.cook({}) -m beg {} }}\n", group.arn, holds,
                   kGroupCookie, whole_group);
  }
  return text;
}

// By weight, unless the client's cookie says which group it stays with.
std::string forward_lines(const Action& action, std::string_view holds) {
  const auto total = std::accumulate(action.groups.begin(), action.groups.end(), 0,
                                     [](int sum, const WeightedGroup& group) { return sum + group.weight; });
  std::string text;
  if (action.sticky_seconds > 0) {
    text += staying_lines(action, holds);
    fmt::format_to(std::back_inserter(text),
                   "  http-response add-header Set-Cookie \"{0}=%[be_name]; "
                   "Expires=%[date({1}),http_date]; Path=/\" if {2}\n",
                   kGroupCookie, action.sticky_seconds, holds);
  }
  int share = 0;
  for (const auto& group : action.groups) {
    share += group.weight;
    if (group.weight == 0) continue;
    const bool last = share == total;
    fmt::format_to(std::back_inserter(text), "  use_backend {} if {}{}\n", group.arn, holds,
                   last ? "" : fmt::format(" {{ var(txn.draw) -m int lt {} }}", share));
  }
  return text;
}

// HAProxy replaces all of a text, so that what is before the match and behind it are groups, too: the first and the one
// behind the rule's own.
std::string rewriting(const Transform& transform) {
  int groups = 0;
  bool in_class = false;
  for (std::size_t i = 0; i < transform.regex.size(); ++i) {
    const char letter = transform.regex[i];
    if (letter == '\\') ++i;
    if (letter == '[') in_class = true;
    if (letter == ']') in_class = false;
    if (letter == '(' && !in_class && transform.regex.compare(i + 1, 1, "?") != 0) ++groups;
  }
  std::string replacement = "\\1";
  const auto& wanted = transform.replacement;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const bool refers = wanted[i] == '$' && i + 1 < wanted.size() && wanted[i + 1] >= '0' && wanted[i + 1] <= '9';
    if (refers) {
      fmt::format_to(std::back_inserter(replacement), "\\{}", wanted[++i] - '0' + 2);
    } else if (wanted[i] == '\\' || wanted[i] == '%') {
      replacement.append(2, wanted[i]);
    } else {
      replacement += wanted[i];
    }
  }
  fmt::format_to(std::back_inserter(replacement), "\\{}", groups + 3);
  return quoted_regex(fmt::format("^(.*?)({})(.*)$", transform.regex)) + ' ' + quoted_regex(replacement);
}

// A host's port is not the rule's affair. What is no path cannot be asked for.
std::string transform_lines(const Transform& transform, std::string_view holds) {
  if (transform.type == kHostRewrite) {
    return fmt::format(
        "  http-request set-var(txn.port) req.hdr(host),field(2,:) if {0}\n"
        "  http-request set-header Host %[req.hdr(host),field(1,:)] if {0}\n"
        "  http-request replace-header Host {1} if {0}\n"
        "  http-request set-header Host %[req.hdr(host)]:%[var(txn.port)] if {0} {{ var(txn.port) -m len gt 0 }}\n",
        holds, rewriting(transform));
  }
  return fmt::format(
      "  http-request replace-pathq {1} if {0}\n"
      "  http-request deny deny_status 500 if {0} !{{ path -m beg / }}\n",
      holds, rewriting(transform));
}

}  // namespace

std::string rule_lines(const BalancedListener& listener, std::map<std::string, std::string>& files) {
  std::string choice;
  std::string answers;
  std::string backends;
  int number = 0;
  for (const auto& [conditions, action, transforms] : listener.rules) {
    std::string condition = "!{ var(txn.rule) -m found }";
    int index = 0;
    for (const auto& each : conditions) {
      const auto name = fmt::format("rule{}_{}", number, index++);
      choice += acl(name, each);
      condition += ' ' + name;
    }
    const bool only = listener.rules.size() == 1;
    if (!only) {
      fmt::format_to(std::back_inserter(choice), "  http-request set-var(txn.rule) int({}) if {}\n", number, condition);
    }
    const auto holds = only ? "TRUE" : fmt::format("{{ var(txn.rule) -m int {} }}", number);
    if (action.type == "redirect") answers += redirect_lines(action.redirect, listener, holds);
    if (action.type == "fixed-response") {
      const auto file = fmt::format("{}-{}-{}.body", listener.address, listener.port, number);
      answers += fixed_lines(action.fixed_response, file, holds, files);
    }
    if (action.type == "forward") {
      const auto total = std::accumulate(action.groups.begin(), action.groups.end(), 0,
                                         [](int sum, const auto& group) { return sum + group.weight; });
      if (action.groups.size() > 1 && total > 0) {
        fmt::format_to(std::back_inserter(answers), "  http-request set-var(txn.draw) rand({}) if {}\n", total, holds);
      }
      backends += forward_lines(action, holds);
      for (const auto& transform : transforms) answers += transform_lines(transform, holds);
    }
    ++number;
  }
  return choice + answers + backends;
}

}  // namespace aws::region::elbv2
