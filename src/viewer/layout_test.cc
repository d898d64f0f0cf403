#include "viewer/layout.h"

#include <gmock/gmock.h>

namespace aws::viewer {
namespace {

TEST(Layout, PutsCellsBelowOneAnother) {
  const auto lines = in_columns({{"A", "B", "C"}, {"one", Span("t\xc3\xa4st", Style::kBad), "x"}, {"\xc3\xbc"}});
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(told(lines[0], 80, Colour::kNone), "  A    B     C");
  EXPECT_EQ(told(lines[1], 80, Colour::kNone), "  one  t\xc3\xa4st  x");
  EXPECT_EQ(told(lines[2], 80, Colour::kNone), "  \xc3\xbc");
}

TEST(Layout, CutsBetweenCharactersAndEndsWhatItColoured) {
  const Line line{"ab",
                  Span("c\xc3\xa4"
                       "d",
                       Style::kGood),
                  "ef"};
  EXPECT_EQ(told(line, 4, Colour::kNone), "abc\xc3\xa4");
  EXPECT_EQ(told(line, 3, Colour::kAnsi), "ab\033[32mc\033[0m");
  EXPECT_EQ(told(line, 0, Colour::kNone), "");
}

TEST(Layout, GivesATerminalNothingToObey) {
  EXPECT_EQ(told({"GET /\033[2J\r\n\x9b\t"}, 80, Colour::kNone),
            "GET /\xef\xbf\xbd[2J\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
}

}  // namespace
}  // namespace aws::viewer
