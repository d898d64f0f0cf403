#include "apps/options.h"

#include <CLI/CLI.hpp>
#include <iostream>

#include "base/error.h"
#include "region/images/image_shelf.h"
#include "scenario/names.h"

namespace aws::apps {
namespace {

const std::map<std::string, region::Hosts> kHosts = {{"best", region::Hosts::kBest},
                                                     {"namespaces", region::Hosts::kNamespaces},
                                                     {"processes", region::Hosts::kProcesses}};

constexpr const char* kDescription =
    "Deploys a load-balanced recommendation service, breaks it, shows how each change makes it more resilient, and\n"
    "destroys it again: on an embedded AWS region on this machine, or with --aws on an AWS account.";

constexpr const char* kExitStatus = "exit status: 0 done; 1 a stage or phase failed; 2 wrong usage; 130 interrupted";

void add_options(CLI::App& app, Options& options) {
  app.add_flag("--aws", options.aws, "Amazon Web Services, with your credentials (asks before it spends money)");
  app.add_option("--endpoint-url", options.endpoint_url, "any other AWS-compatible endpoint")
      ->envname("AWS_ENDPOINT_URL")
      ->type_name("URL");
  app.add_option("--region", options.region, "the AWS region (embedded: us-west-2)")->type_name("NAME");
  app.add_option("--profile", options.profile, "the profile whose credentials are used")->type_name("NAME");
  app.add_flag("--auto", options.automatic, "ask nothing, take every step, check what each stage shows");
  app.add_option_function<std::string>(
         "--stages", [&options](const std::string& which) { options.only_aws_stages = which == "aws"; },
         "of the demo: those of AWS's workflow (aws), or all, with those that take a zone, the table's speed and a "
         "host's CPU away (all)")
      ->check(CLI::IsMember({"all", "aws"}))
      ->type_name("WHICH");
  app.add_option("--prefix", options.prefix, "what the names of everything begin with, so that two runs do not meet")
      ->capture_default_str()
      ->type_name("NAME");
  app.add_option("--report", options.reports,
                 "write the run as a page (.html), Markdown (.md) or JSON; as often as you like")
      ->allow_extra_args(false)
      ->type_name("FILE");
  app.add_option("--resources", options.resources, "the folder of resource files")->type_name("DIR");
  app.add_option("--port", options.port, "the service's port (80, or 8080 where 80 cannot be bound)")
      ->check(CLI::Range(1, 65535))
      ->type_name("N");
  app.add_option("--group-size", options.group_size, "instances in the group")->capture_default_str()->type_name("N");
  app.add_option("--instance-type", options.instance_type)->capture_default_str()->type_name("T");
  app.add_option("--ami-parameter", options.ami_parameter, "the Systems Manager parameter that names the AMI")
      ->type_name("NAME");
  app.add_option("--speed", options.speed, "embedded region: durations run N times faster than AWS's (10)")
      ->check(CLI::Range(0.1, 1000.0))
      ->type_name("N");
  app.add_option("--chaos", options.chaos, "embedded region: what it does wrong on purpose (docs/chaos.md)")
      ->type_name("FILE");
  app.add_option_function<std::string>(
         "--hosts", [&options](const std::string& what) { options.hosts = kHosts.at(what); },
         "embedded region: instances are hosts of their own (namespaces), or processes that share this machine; best: "
         "hosts where the system allows them")
      ->check(CLI::IsMember(kHosts))
      ->type_name("WHAT");
  app.add_flag("--internet", options.internet,
               "embedded region: instances reach out of this machine, as routes and security groups let them");
  app.add_flag("--ui", options.ui, "embedded region: the live page shows the workflow, too, and may answer");
  app.add_flag("--no-ui", options.no_page, "embedded region: without the live page at /_ui/");
  app.add_option("--log-level", options.log_level, "of what goes to standard error (error; warn for `region`)")
      ->check(CLI::IsMember({"trace", "debug", "info", "warn", "error", "off"}))
      ->type_name("LEVEL");
}

void add_region_options(CLI::App& region, Options& options) {
  region
      .add_option_function<std::string>(
          "--listen",
          [&options](const std::string& text) {
            const auto colon = text.rfind(':');
            std::uint16_t port = 0;
            if (colon == std::string::npos || !CLI::detail::lexical_cast(text.substr(colon + 1), port)) {
              throw CLI::ValidationError("--listen", "takes HOST:PORT, for example 127.0.0.1:4566");
            }
            options.listen_address = text.substr(0, colon) == "localhost" ? "127.0.0.1" : text.substr(0, colon);
            options.listen_port = port;
          },
          "where the region answers (127.0.0.1:4566)")
      ->type_name("HOST:PORT");
  CLI::Option* data =
      region.add_option("--data", options.data, "the folder in which the region keeps what it knows")->type_name("DIR");
  region.add_flag("--ephemeral", options.ephemeral, "keep nothing, and end when standard input does: for tests")
      ->excludes(data);
}

void add_tap_options(CLI::App& tap, Options& options) {
  tap.add_option("FILTER", options.filter, "words: only lines that have all of them, in either case");
  tap.add_flag("--calls", options.calls, "the API calls, with the statement that allowed or denied them");
  tap.add_flag("--visits", options.visits, "requests to load balancers");
  tap.add_flag("--happenings", options.happenings, "changes of instances, targets, groups and rules");
}

void add_image_options(CLI::App& image, Options& options) {
  using Action = Options::Image::Action;
  Options::Image& asked = options.image;
  image.require_subcommand(1);
  image.add_option("--data", options.data, "the folder in which the region keeps what it knows")->type_name("DIR");
  image.add_option("--description", asked.description, "of an image that is imported")->type_name("TEXT");
  const auto action = [&](const char* name, const char* what, Action value) {
    return image.add_subcommand(name, what)->callback([&asked, value] { asked.action = value; });
  };
  CLI::App* import = action("import", "make one of a root file system", Action::kImport);
  import->add_option("NAME", asked.name, "its name")->required();
  import->add_option("SOURCE", asked.source, "a folder, or an archive that tar can read")->required();
  action("list", "those that there are", Action::kList);
  action("remove", "remove one that no instance has", Action::kRemove)
      ->add_option("ID", asked.name, "its id or its name")
      ->required();
}

void check_image(const Options& options) {
  const auto& image = options.image;
  if (options.aws) throw UsageError("`image` is about an embedded region's; AWS makes images in ways of its own");
  const bool import = image.action == Options::Image::Action::kImport;
  if (image.description && !import) throw UsageError("--description belongs to `image import`");
  if (import && !region::images::is_image_name(image.name)) {
    throw UsageError("an image's name has from 3 to 128 letters, digits and \"._-\", and no others");
  }
}

bool watches(Command command) { return command == Command::kTop || command == Command::kTap; }

void check(const Options& options) {
  try {
    const scenario::Names names(options.prefix);
  } catch (const Error& refusal) {
    throw UsageError(refusal.message());
  }
  if (options.group_size < 1) throw UsageError("--group-size must be at least 1");
  if (options.command == Command::kImage) check_image(options);
  const bool embedded = !options.aws && !options.endpoint_url;
  if (options.aws && options.endpoint_url) throw UsageError("--aws and --endpoint-url exclude each other");
  if (options.aws && watches(options.command)) {
    throw UsageError("`top` and `tap` watch an embedded region; AWS has nothing of the kind");
  }
  if (options.speed && !embedded) throw UsageError("--speed is for the embedded region; AWS has its own pace");
  if (embedded && options.profile) {
    throw UsageError("--profile is for AWS, which takes --aws, or for another endpoint");
  }
  const bool starts_region = options.command == Command::kRun || options.command == Command::kRegion;
  if (embedded && options.region && !starts_region) {
    throw UsageError(
        "--region belongs to `run` and `region`, to --aws and to another endpoint; a region that runs has "
        "its name");
  }
  if (options.speed && !starts_region) {
    throw UsageError("--speed belongs to `run` and `region`; the other commands use the running region's");
  }
  if (options.chaos && !embedded) throw UsageError("--chaos is for the embedded region; AWS needs no help with it");
  const bool has_steps = options.command == Command::kRun || options.command == Command::kDeploy ||
                         options.command == Command::kDemo || options.command == Command::kDestroy;
  if (options.ui && (!embedded || !has_steps || options.no_page)) {
    throw UsageError("--ui is for `run`, `deploy`, `demo` and `destroy` on an embedded region with its page");
  }
  if (options.no_page && !(embedded && starts_region)) {
    throw UsageError("--no-ui is for `run` and `region` with the embedded region, which serves the page");
  }
  if (options.hosts != region::Hosts::kBest && !(embedded && starts_region)) {
    throw UsageError("--hosts belongs to `run` and `region` with the embedded region, whose instances it is about");
  }
  if (options.internet && !(embedded && starts_region)) {
    throw UsageError("--internet belongs to `run` and `region` with the embedded region; AWS has its own way out");
  }
  if (options.internet && options.hosts == region::Hosts::kProcesses) {
    throw UsageError("--internet is for instances that are hosts; processes reach what this machine does anyway");
  }
  if (options.chaos && !starts_region) {
    throw UsageError("--chaos belongs to `run` and `region`; the other commands use the running region as it is");
  }
}

// As a shell takes it.
std::string quoted(const std::string& word) {
  constexpr const char* kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=:,./@%";
  if (!word.empty() && word.find_first_not_of(kPlain) == std::string::npos) return word;
  std::string result = "'";
  for (const char c : word) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return result + "'";
}

std::string as_typed(int argc, const char* const* argv) {
  std::string line = "resilient-service";
  for (int i = 1; i < argc; ++i) line += " " + quoted(argv[i]);
  return line;
}

}  // namespace

std::optional<Options> parse_options(int argc, const char* const* argv) {
  Options options;
  options.typed = as_typed(argc, argv);
  CLI::App app{kDescription, "resilient-service"};
  app.footer(kExitStatus);
  app.set_version_flag("--version", "resilient-service " RESILIENT_SERVICE_VERSION);
  app.require_subcommand(0, 1);
  app.fallthrough();  // options may stand before or after the command
  add_options(app, options);

  const auto command = [&](const char* name, const char* what, Command value) {
    return app.add_subcommand(name, what)->callback([&options, value] { options.command = value; });
  };
  command("run", "deploy, demo and destroy in one go (the default)", Command::kRun);
  command("deploy", "create everything", Command::kDeploy);
  command("demo", "go through the stages", Command::kDemo);
  command("destroy", "delete everything", Command::kDestroy);
  command("status", "what of the service exists now, and the health of each target", Command::kStatus)
      ->add_flag("--json", options.json, "as JSON, for programs");
  command("hello", "the names and DNS names of up to ten load balancers", Command::kHello);
  command("logs", "what the instances' user data printed: of one, or of all", Command::kLogs)
      ->add_option("INSTANCE", options.instance, "an instance's id");
  command("top", "watch a region: health, requests, calls; on a terminal until q or Ctrl-C", Command::kTop)
      ->add_flag("--once", options.once, "one picture as plain text, as where there is no terminal");
  add_tap_options(*command("tap", "what happens in a region, a line for each, as it happens", Command::kTap), options);
  add_region_options(*command("region", "run the embedded region in the foreground", Command::kRegion), options);

  add_image_options(*command("image", "images of one's own, of which instances can be made", Command::kImage), options);

  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& asked_for_help) {
    app.exit(asked_for_help);
    return std::nullopt;
  } catch (const CLI::ParseError& error) {
    throw UsageError(error.what());
  }
  // A region is an endpoint, whatever the environment says of another; images are files beside one.
  if (options.command == Command::kRegion || options.command == Command::kImage) options.endpoint_url.reset();
  const char* elsewhere = std::getenv("AWS_ENDPOINT_URL");
  if (options.aws && elsewhere != nullptr && *elsewhere != '\0') {
    throw UsageError("--aws with AWS_ENDPOINT_URL set: unset it, or leave --aws out");
  }
  // What a region would warn of, a group that fails open say, is what the workflow shows anyway.
  if (options.log_level.empty()) options.log_level = options.command == Command::kRegion ? "warn" : "error";
  check(options);
  return options;
}

}  // namespace aws::apps
