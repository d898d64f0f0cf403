// The terminal while a program has all of it: another screen than the one before, which comes back unchanged, without a
// cursor; keys arrive one by one and are not shown. Ctrl-C stays what it is.
#pragma once

#include <termios.h>

#include <optional>
#include <string>
#include <vector>

#include "viewer/layout.h"

namespace aws::apps {

class FullScreen {
 public:
  FullScreen();
  ~FullScreen();
  FullScreen(const FullScreen&) = delete;
  FullScreen& operator=(const FullScreen&) = delete;

  viewer::Window window() const;  // as it is now
  viewer::Colour colour() const;  // none where NO_COLOR is set
  void draw(const std::vector<std::string>& lines);
  bool has_key(char key);  // whether it has been pressed; others that have been are forgotten

 private:
  std::optional<termios> before_;  // of standard input, where that is a terminal
};

}  // namespace aws::apps
