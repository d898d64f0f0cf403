#include "region/dynamodb/partiql/next_token.h"

#include <boost/json.hpp>

#include "region/dynamodb/errors.h"
#include "region/dynamodb/tables/key.h"
#include "region/service/page.h"
#include "region/store/document.h"
#include "wire/sigv4.h"

namespace aws::region::dynamodb::partiql {
namespace {

Error invalid_token() { return validation("Invalid NextToken"); }

struct Mark {
  std::string statement;
  Item key;
};

Mark mark_in(const std::string& token) try {
  const auto text = key_of(token);
  if (!text) throw invalid_token();
  const auto json = parse_document(*text);
  return {boost::json::value_to<std::string>(json.at("statement")), boost::json::value_to<Item>(json.at("key"))};
} catch (const Error&) {
  throw invalid_token();
} catch (const std::exception&) {  // it is not what next_token() makes
  throw invalid_token();
}

}  // namespace

std::string next_token(const std::string& statement, const Item& last_key) {
  return token_of(boost::json::serialize(
      boost::json::object{{"statement", sigv4::sha256_hex(statement)}, {"key", boost::json::value_from(last_key)}}));
}

Item key_in_token(const std::string& token, const std::string& statement, const Table& table, const Index* index) {
  auto [of_statement, key] = mark_in(token);
  if (of_statement != sigv4::sha256_hex(statement)) throw validation("NextToken does not match request");
  const bool of_table = !key_mismatch_of(table, key_in(table, nullptr, key));
  if (!of_table || (index != nullptr && !index_row_key(table, *index, key))) throw invalid_token();
  return key;
}

}  // namespace aws::region::dynamodb::partiql
