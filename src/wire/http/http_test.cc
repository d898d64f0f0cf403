#include "wire/http/http.h"

#include <gtest/gtest.h>

namespace aws::http {
namespace {

TEST(Headers, NamesCompareWithoutRegardToCase) {
  Headers headers{{"Content-Type", "text/xml"}, {"X-Twice", "1"}, {"x-twice", "2"}};
  EXPECT_EQ(headers.get("content-type"), "text/xml");
  EXPECT_EQ(headers.find("X-TWICE"), "1");
  EXPECT_EQ(headers.find("X-Absent"), std::nullopt);
  headers.set("X-TWICE", "3");
  EXPECT_EQ(headers, (Headers{{"Content-Type", "text/xml"}, {"X-TWICE", "3"}}));
}

TEST(Request, SplitsItsTarget) {
  const Request request{.target = "/a/b?x=1?2"};
  EXPECT_EQ(request.path(), "/a/b");
  EXPECT_EQ(request.query(), "x=1?2");
  EXPECT_EQ(Request{.target = "/a"}.query(), "");
}

TEST(PercentEncoding, KeepsTheUnreservedAndEscapesTheRest) {
  EXPECT_EQ(percent_encode("aZ09-._~"), "aZ09-._~");
  EXPECT_EQ(percent_encode("a b+/\xc3\xa4"), "a%20b%2B%2F%C3%A4");
}

TEST(PercentEncoding, DecodesBothFormsOfASpaceOnlyInForms) {
  EXPECT_EQ(percent_decode("a+b%20c%2b"), "a+b c+");
  EXPECT_EQ(form_decode("a+b%20c%2b"), "a b c+");
}

TEST(PercentEncoding, LeavesWhatIsNoEscapeAlone) { EXPECT_EQ(percent_decode("100%, %zz %4"), "100%, %zz %4"); }

}  // namespace
}  // namespace aws::http
