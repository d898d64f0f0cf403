// Makes an image of a root file system: one that mmdebstrap wrote, say, or the export of a container.
#pragma once

#include <functional>

#include "base/clock.h"
#include "base/random.h"
#include "region/images/image_shelf.h"

namespace aws::region::images {

struct ImageImport {
  std::string name;
  std::string description;
  std::filesystem::path source;  // a folder, or an archive that tar can read
};

struct ImportSurroundings {
  const Clock& clock;
  Random& random;
  UsersFiles files{};
  std::function<void()> check_interrupt = [] {};  // may throw
};

// Throws aws::Error, one line, and nothing is left behind: for a name that is taken, what is no root file system, what
// tar cannot read or this user may not, and a full disk.
StoredImage import_image(const ImageShelf& shelf, const ImageImport& what, const ImportSurroundings& surroundings);

}  // namespace aws::region::images
