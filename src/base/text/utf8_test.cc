#include "base/text/utf8.h"

#include <gtest/gtest.h>

namespace aws::text {
namespace {

TEST(Utf8, KnowsWhatIsNone) {
  EXPECT_EQ(from_utf8("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80"), L"a\u00E9\u20AC\U0001F600");
  for (const std::string_view text : {"\xC3", "\xC0\xAF", "\xE0\x80\x80", "\xF0\x80\x80\x80", "\xFF", "\x80"}) {
    EXPECT_EQ(from_utf8(text), std::nullopt);
  }
}

TEST(Utf8, ReplacesWhatIsNotAllowedAndWhatIsNoCharacter) {
  const auto no_a = [](char32_t character) { return character != 'a' && is_scalar_value(character); };
  EXPECT_EQ(replacing_all_but(no_a, "b\xC3\xA9"), "b\xC3\xA9");
  EXPECT_EQ(replacing_all_but(no_a, "ab\xC3"),
            "\uFFFD"
            "b\uFFFD");
  EXPECT_EQ(replacing_all_but(no_a,
                              "\xED\xA0\x80"
                              "b"),
            "\uFFFD"
            "b");
  EXPECT_EQ(replacing_all_but(no_a,
                              "\xF5\x80"
                              "b"),
            "\uFFFD\uFFFD"
            "b");
}

}  // namespace
}  // namespace aws::text
