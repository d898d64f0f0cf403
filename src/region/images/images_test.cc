// With the system's tar, in a folder of the test's own.
#include <gmock/gmock.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "base/error.h"
#include "region/images/image_import.h"
#include "region/images/image_use.h"
#include "testing/simulated_clock.h"
#include "testing/temporary_folder.h"

namespace aws::region::images {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
namespace fs = std::filesystem;

class ImagesTest : public ::testing::Test {
 protected:
  ImagesTest() {
    temporary.write("tree/usr/bin/sh", "shell");
    temporary.write("tree/etc/own", "of the image");
    temporary.write("tree/dev/null", "a device");
    temporary.write("tree/locked/file", "in a folder that nobody writes to");
    fs::create_symlink("usr/bin", tree / "bin");
    fs::permissions(tree / "locked", fs::perms(0555));
  }
  ~ImagesTest() override { fs::permissions(tree / "locked", fs::perms(0755)); }

  StoredImage import(const fs::path& source, const std::string& name = "mine") {
    return import_image(shelf, {.name = name, .description = "a test's", .source = source},
                        {.clock = clock, .random = random});
  }
  std::string refusal(const std::function<void()>& call) {
    try {
      call();
      return "accepted";
    } catch (const Error& error) {
      return error.message();
    }
  }
  std::vector<std::string> left() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(shelf.folder())) names.push_back(entry.path().filename());
    return names;
  }
  static std::string read(const fs::path& file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
  }

  testing::TemporaryFolder temporary;
  const fs::path tree = temporary.path() / "tree";
  testing::SimulatedClock clock;
  SeededRandom random{1};
  ImageShelf shelf{temporary.path() / "data" / "images"};
};

TEST_F(ImagesTest, AFolderIsCopied) {
  EXPECT_THAT(shelf.all(), IsEmpty());
  const StoredImage image = import(tree);
  ASSERT_THAT(shelf.all(), SizeIs(1));
  const StoredImage found = shelf.all().at(0);
  EXPECT_THAT(found.id, ::testing::MatchesRegex("ami-[0-9a-f]+"));
  EXPECT_EQ(found.id.size(), 21U);
  EXPECT_EQ((std::array{found.name, found.description, found.created}),
            (std::array{image.name, std::string("a test's"), image.created}));
  EXPECT_EQ(found.root, image.root);
  EXPECT_EQ(read(found.root / "etc/own"), "of the image");
  EXPECT_EQ(fs::read_symlink(found.root / "bin"), "usr/bin");
  EXPECT_THAT(fs::directory_iterator(found.root / "dev"), fs::directory_iterator());
  EXPECT_EQ(fs::status(found.root / "locked").permissions(), fs::perms(0555));
  shelf.remove("mine");
  EXPECT_THAT(left(), IsEmpty());
}

TEST_F(ImagesTest, AnArchiveIsUnpackedHoweverItsNamesAreWritten) {
  const std::string in = "cd " + tree.string() + " && ";
  ASSERT_EQ(std::system((in + "tar -czf ../dotted.tgz . && tar -cf '../plain: 1.tar' *").c_str()), 0);
  for (const char* name : {"dotted.tgz", "plain: 1.tar"}) {
    const StoredImage image = import(temporary.path() / name, std::string(name).substr(0, 5));
    EXPECT_EQ(read(image.root / "etc/own"), "of the image") << name;
    EXPECT_FALSE(fs::exists(image.root / "dev/null")) << name;
  }
  EXPECT_THAT(shelf.all(), SizeIs(2));
}

TEST_F(ImagesTest, WhatIsNoRootFileSystemIsRefusedAndNothingIsLeft) {
  temporary.write("other/manifest.json", "[]");
  temporary.write("text", "no archive");
  ASSERT_EQ(std::system(("tar -cf " + (temporary.path() / "saved.tar").string() + " -C " +
                         (temporary.path() / "other").string() + " .")
                            .c_str()),
            0);
  EXPECT_THAT(refusal([&] { import(temporary.path() / "data"); }), HasSubstr("neither bin/sh nor usr/bin/sh"));
  EXPECT_THAT(refusal([&] { import(temporary.path() / "saved.tar"); }), HasSubstr("docker export"));
  EXPECT_THAT(refusal([&] { import(temporary.path() / "text"); }), HasSubstr("not look like a tar archive"));
  EXPECT_THAT(refusal([&] { import(temporary.path() / "gone"); }), HasSubstr("there is no such folder or file"));
  fs::remove_all(tree / "dev");
  fs::create_symlink("/etc", tree / "dev");
  EXPECT_THAT(refusal([&] { import(tree); }), HasSubstr("its /dev is no folder"));
  EXPECT_THAT(left(), IsEmpty());
}

TEST_F(ImagesTest, ANameIsTakenOnce) {
  const StoredImage image = import(tree);
  EXPECT_EQ(refusal([&] { import(tree); }), "there is an image mine already, " + image.id);
  EXPECT_THAT(left(), ElementsAre(image.id));
  EXPECT_TRUE(is_image_name("a-b_c.1"));
  EXPECT_FALSE(is_image_name("ab"));
  EXPECT_FALSE(is_image_name("a/b"));
}

TEST_F(ImagesTest, WhatAnInterruptLeavesIsNothingAndWhatAKillLeavesIsClearedByTheNext) {
  EXPECT_THROW(import_image(shelf, {.name = "mine", .description = "", .source = tree},
                            {.clock = clock, .random = random, .check_interrupt = [] { throw Interrupted(2); }}),
               Interrupted);
  EXPECT_THAT(left(), IsEmpty());
  temporary.write("data/images/.import-killed/root/usr/bin/sh", "");
  EXPECT_THAT(shelf.all(), IsEmpty());
  const StoredImage image = import(tree);
  EXPECT_THAT(left(), ElementsAre(image.id));
}

TEST_F(ImagesTest, AnImageThatAnInstanceHasIsNotRemoved) {
  const StoredImage image = import(tree);
  {
    const auto runs = ImageUse::shared(image.root);
    ASSERT_TRUE(runs);
    EXPECT_THAT(refusal([&] { shelf.remove(image.id); }), HasSubstr("an instance runs on image"));
  }
  const fs::path instance = temporary.path() / "data" / "instances" / "i-1";
  fs::create_directories(instance);
  note_image_on(instance, image.id);
  EXPECT_THAT(refusal([&] { shelf.remove("mine"); }), HasSubstr("instance i-1 has image"));
  forget_image_on(instance);
  shelf.remove("mine");
  EXPECT_THAT(refusal([&] { shelf.remove("mine"); }), HasSubstr("there is no image mine"));
}

}  // namespace
}  // namespace aws::region::images
