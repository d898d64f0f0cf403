// Writes JSON as Python would print it: that is how the workflow shows values, in every language.
#pragma once

#include <boost/json/value.hpp>
#include <string>

namespace aws::scenario {

// On one line, as repr() does: {'FromPort': 80, 'IpRanges': []}
std::string python_repr(const boost::json::value& value);

// As pprint() does with sort_dicts=False: what does not fit into 80 columns gets a line per member.
std::string python_pretty(const boost::json::value& value);

}  // namespace aws::scenario
