#include "region/images/image_import.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <cerrno>
#include <fstream>

#include "base/error.h"
#include "base/instance_users.h"
#include "base/text/timestamp.h"
#include "region/images/image_use.h"
#include "region/images/tar.h"

namespace aws::region::images {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kUnfinished = ".import-";

Error not_imported(const fs::path& source, std::string_view why) {
  return {"ImageNotImported", fmt::format("cannot import {}: {}", source.string(), why)};
}

// One at a time looks at what is there and adds to it.
class ShelfLock {
 public:
  explicit ShelfLock(const fs::path& folder) : descriptor_(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    while (flock(descriptor_, LOCK_EX) != 0 && errno == EINTR) {
    }
  }
  ~ShelfLock() { close(descriptor_); }
  ShelfLock(const ShelfLock&) = delete;
  ShelfLock& operator=(const ShelfLock&) = delete;

 private:
  int descriptor_;
};

// A folder that becomes an image, or goes.
class Unfinished {
 public:
  Unfinished(const fs::path& shelf, const UsersFiles& files) : files_(files) {
    std::string name = shelf / (std::string(kUnfinished) + "XXXXXX");
    if (mkdtemp(name.data()) == nullptr) {
      throw Error("DataFolderNotWritable",
                  fmt::format("cannot write in {}: {}", shelf.string(), std::generic_category().message(errno)));
    }
    path_ = name;
    hold_ = ImageUse::alone(path_);
  }
  ~Unfinished() {
    if (!path_.empty()) files_.remove(path_);
  }
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;

  const fs::path& path() const { return path_; }
  void become(const fs::path& image) {
    fs::rename(path_, image);
    path_.clear();
  }

 private:
  const UsersFiles& files_;
  fs::path path_;
  std::optional<ImageUse> hold_;
};

void make_shelf(const fs::path& folder) {
  std::error_code failed;
  const fs::path data = folder.parent_path();
  if (data.has_parent_path()) fs::create_directories(data.parent_path(), failed);
  for (const fs::path& each : {data, folder}) {
    if (mkdir(each.c_str(), 0700) == 0 || errno == EEXIST) continue;
    throw Error("DataFolderNotWritable",
                fmt::format("cannot make {}: {}", each.string(), std::generic_category().message(errno)));
  }
}

// Of imports that were killed.
void clear_unfinished(const fs::path& folder, const UsersFiles& files) {
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(folder, none)) {
    const std::string name = entry.path().filename();
    const bool given_up = name.starts_with(".removed-") || (name.starts_with(kUnfinished) && ImageUse::alone(entry));
    if (given_up) files.remove(entry.path());
  }
}

bool is_there(const fs::path& path) {
  std::error_code none;
  return fs::exists(fs::symlink_status(path, none));
}

void check_root(const fs::path& source, const fs::path& root) {
  if (!is_there(root / "usr" / "bin" / "sh") && !is_there(root / "bin" / "sh")) {
    const bool saved = is_there(root / "manifest.json");
    throw not_imported(source, saved ? "it is what `docker save` writes; take `docker export` of a container"
                                     : "it is no root file system, for it has neither bin/sh nor usr/bin/sh");
  }
  for (const char* name : {"dev", "etc", "proc", "run", "sys", "tmp"}) {
    const auto type = fs::symlink_status(root / name).type();
    if (type != fs::file_type::directory && type != fs::file_type::not_found) {
      throw not_imported(source, fmt::format("it is no root file system, for its /{} is no folder", name));
    }
  }
}

void check_name(const ImageShelf& shelf, const std::string& name) {
  if (const auto taken = shelf.find(name)) {
    throw Error("ImageNameInUse", fmt::format("there is an image {} already, {}", name, taken->id));
  }
}

// Whoever works in this data folder is root of its instances; of a region of root nobody is. All is root's here, which
// is for where there are no others. Devices have no place here.
void give_away(const fs::path& data, const fs::path& unfinished) {
  if (geteuid() != 0) return;
  struct stat owner = {};
  if (stat(data.c_str(), &owner) != 0) return;
  const fs::path root = unfinished / "root";
  const uid_t inside = instance_users(owner.st_uid, owner.st_gid).root;
  bool given = lchown(root.c_str(), inside, inside) == 0;
  for (auto at = fs::recursive_directory_iterator(root); at != fs::recursive_directory_iterator(); ++at) {
    if (at->is_block_file() || at->is_character_file()) fs::remove(at->path());
    given = (lchown(at->path().c_str(), inside, inside) == 0 || errno == ENOENT) && given;
  }
  for (const fs::path& path : {unfinished, unfinished / "image.json"}) {
    given = lchown(path.c_str(), owner.st_uid, owner.st_gid) == 0 && given;
  }
  if (!given) throw Error("ImageNotImported", "cannot change the owner of files in " + root.string());
}

// Files keep their owners where those have others outside, of whose instances are to have this image.
std::vector<std::string> users_of(const fs::path& data, const fs::path& root, const UsersFiles& files) {
  struct stat owner = {};
  if (stat(data.c_str(), &owner) != 0 || owner.st_uid != geteuid()) return {};
  const auto within = files.within();
  const InstanceUsers users = instance_users(geteuid(), getegid());
  if (within.empty() || lchown(root.c_str(), users.root, users.root_group) != 0) return {};
  return within;
}

void write_facts(const fs::path& file, const StoredImage& image) {
  std::ofstream out(file);
  out << boost::json::serialize(boost::json::object{
             {"id", image.id}, {"name", image.name}, {"description", image.description}, {"created", image.created}})
      << '\n';
  if (!out.flush()) throw Error("ImageNotImported", "cannot write " + file.string() + ": is the disk full?");
}

void check_source(const ImageShelf& shelf, const fs::path& source) {
  std::error_code failed;
  if (!fs::exists(source, failed)) {
    throw not_imported(source, failed ? failed.message() : std::string("there is no such folder or file"));
  }
  if (!fs::is_directory(source)) return;
  check_root(source, source);
  const std::string from = fs::canonical(source) / "";
  if ((fs::canonical(shelf.folder()) / "").string().starts_with(from)) {
    throw not_imported(source, "the data folder is in it");
  }
}

Unfinished begin(const ImageShelf& shelf, const ImageImport& what, const UsersFiles& files) {
  make_shelf(shelf.folder());
  const ShelfLock lock(shelf.folder());
  check_name(shelf, what.name);
  check_source(shelf, what.source);
  clear_unfinished(shelf.folder(), files);
  return {shelf.folder(), files};
}

void fill(const fs::path& unfinished, const StoredImage& image, const ImageImport& what,
          const ImportSurroundings& surroundings) {
  const fs::path data = unfinished.parent_path().parent_path();
  const fs::path root = unfinished / "root";
  fs::create_directory(root);
  fs::permissions(root, fs::perms(0755));
  const Unpacking unpacking{fs::absolute(what.source), root, users_of(data, root, surroundings.files)};
  if (const auto complaint = unpack(unpacking, surroundings.check_interrupt)) {
    throw not_imported(what.source, *complaint);
  }
  check_root(what.source, root);
  write_facts(unfinished / "image.json", image);
  if (unpacking.within.empty()) give_away(data, unfinished);
}

}  // namespace

StoredImage import_image(const ImageShelf& shelf, const ImageImport& what, const ImportSurroundings& surroundings) try {
  Unfinished unfinished = begin(shelf, what, surroundings.files);
  StoredImage image{.id = hex_id(surroundings.random, "ami-"),
                    .name = what.name,
                    .description = what.description,
                    .created = text::iso8601(surroundings.clock.now())};
  fill(unfinished.path(), image, what, surroundings);

  const ShelfLock lock(shelf.folder());
  check_name(shelf, what.name);
  unfinished.become(shelf.folder() / image.id);
  image.root = shelf.folder() / image.id / "root";
  return image;
} catch (const fs::filesystem_error& error) {
  throw not_imported(what.source, error.code().message());
}

}  // namespace aws::region::images
