#include "apps/image_command.h"

#include <fmt/core.h>

#include "apps/data_folder.h"
#include "apps/embedded_region.h"
#include "base/random.h"
#include "base/system_clock.h"
#include "region/images/image_import.h"

namespace aws::apps {
namespace {

using region::images::ImageShelf;

region::images::UsersFiles files() { return region::images::UsersFiles(supervisor_program()); }

void import(const ImageShelf& shelf, const Options::Image& image) {
  SystemClock::catch_interrupts();
  SystemClock clock;
  SystemRandom random;
  const auto made = region::images::import_image(
      shelf, {.name = image.name, .description = image.description.value_or(""), .source = image.source},
      {.clock = clock, .random = random, .files = files(), .check_interrupt = &SystemClock::throw_if_interrupted});
  fmt::print("{}\n", made.id);
}

void list(const ImageShelf& shelf) {
  for (const auto& image : shelf.all()) {
    fmt::print("{}  {}  {}{}{}\n", image.id, image.created, image.name, image.description.empty() ? "" : "  ",
               image.description);
  }
}

}  // namespace

void run_image(const Options& options) {
  const ImageShelf shelf((options.data ? *options.data : default_data_folder()) / "images");
  switch (options.image.action) {
    case Options::Image::Action::kImport:
      return import(shelf, options.image);
    case Options::Image::Action::kList:
      return list(shelf);
    case Options::Image::Action::kRemove:
      return shelf.remove(options.image.name, files());
  }
}

}  // namespace aws::apps
