"""Writes what is there once for all services: their list, and one Api of each over one channel.

    generate_services.py --operations DIR --out DIR

writes DIR/contract/{apis.h,channel_apis.h,services.cc}.
"""

import argparse
import pathlib
import sys

sys.dont_write_bytecode = True  # the folder of the sources stays clean

from generate import write  # noqa: E402
from service_model import Unsupported, services_in  # noqa: E402

ORIGIN = "// Generated from the folder operations. Do not edit."


def apis_header(services):
    lines = [ORIGIN, "// What may be called: the Api of each service, wherever it is carried out.", "#pragma once", ""]
    for service in services:
        lines += [f"namespace aws::{service} {{", "class Api;", "}"]
    lines += ["", "namespace aws {", "", "struct Apis {"]
    lines += [f"  {service}::Api& {service};" for service in services]
    return lines + ["};", "", "}  // namespace aws", ""]


def channel_apis_header(services):
    lines = [ORIGIN, "// Every service of the contract at the other end of one channel, which outlives it.", "#pragma once"]
    lines += ["", '#include "contract/apis.h"']
    lines += [f'#include "contract/{service}.h"' for service in services]
    lines += ["", "namespace aws {", "", "class ChannelApis {", " public:"]
    lines += ["  explicit ChannelApis(contract::Channel& channel) : channel_(channel) {}"]
    lines += [f"  Apis apis() {{ return {{{', '.join(service + '_' for service in services)}}}; }}", "", " private:"]
    lines += ["  contract::Channel& channel_;"]
    lines += [f"  {service}::Api {service}_{{channel_}};" for service in services]
    return lines + ["};", "", "}  // namespace aws", ""]


def services_source(services):
    lines = [ORIGIN] + [f'#include "contract/{service}.h"' for service in services]
    lines += ["", "namespace aws::contract {", "", "std::span<const Service* const> services() {"]
    lines += ["  static constexpr const Service* kServices[] = {"]
    lines += [f"      &{service}::kService," for service in services]
    return lines + ["  };", "  return kServices;", "}", "", "}  // namespace aws::contract", ""]


def main():
    parser = argparse.ArgumentParser(description="Generates the list of the contract's services.")
    parser.add_argument("--operations", required=True, type=pathlib.Path, help="the folder of SERVICE.json")
    parser.add_argument("--out", required=True, type=pathlib.Path)
    arguments = parser.parse_args()
    try:
        services = sorted(services_in(arguments.operations))
        files = {
            "apis.h": apis_header(services),
            "channel_apis.h": channel_apis_header(services),
            "services.cc": services_source(services),
        }
        for name, lines in files.items():
            write(arguments.out / "contract" / name, "\n".join(lines))
    except (Unsupported, OSError) as problem:
        sys.exit(f"generate_services.py: {problem}")


if __name__ == "__main__":
    main()
