#include "apps/watching/full_screen.h"

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace aws::apps {
namespace {

constexpr viewer::Window kUsualWindow{.width = 80, .height = 24};

constexpr const char* kOtherScreen = "\033[?1049h\033[?25l";
constexpr const char* kScreenBefore = "\033[?25h\033[?1049l";

void say(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

}  // namespace

FullScreen::FullScreen() {
  termios settings{};
  if (tcgetattr(STDIN_FILENO, &settings) == 0) {
    before_ = settings;
    settings.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
    settings.c_cc[VSUSP] = _POSIX_VDISABLE;  // the shell would get a terminal that is not as it was
    tcsetattr(STDIN_FILENO, TCSANOW, &settings);
  }
  say(kOtherScreen);
}

FullScreen::~FullScreen() {
  say(kScreenBefore);
  if (before_) tcsetattr(STDIN_FILENO, TCSAFLUSH, &*before_);
}

viewer::Window FullScreen::window() const {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return kUsualWindow;
  return {.width = size.ws_col, .height = size.ws_row};
}

viewer::Colour FullScreen::colour() const {
  const char* no_colour = std::getenv("NO_COLOR");
  return no_colour == nullptr || *no_colour == '\0' ? viewer::Colour::kAnsi : viewer::Colour::kNone;
}

// In place and at once, so that nothing flickers. No line break after the last line, which would scroll.
void FullScreen::draw(const std::vector<std::string>& lines) {
  std::string text = "\033[H";
  const char* between = "";
  for (const auto& line : lines) {
    text.append(between).append("\033[2K").append(line);
    between = "\n";
  }
  say(text.append("\033[J"));
}

bool FullScreen::has_key(char key) {
  pollfd keys{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
  if (!before_ || poll(&keys, 1, 0) <= 0) return false;
  char pressed[64];
  const auto count = read(STDIN_FILENO, pressed, sizeof pressed);
  return count > 0 && std::find(pressed, pressed + count, key) != pressed + count;
}

}  // namespace aws::apps
