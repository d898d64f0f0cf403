"""Writes where AWS's services are, from botocore's endpoint data.

    generate_partitions.py --models DIR --operations DIR --out DIR

writes DIR/contract/partition_table.cc: the partitions with their regions, and the hosts of our services that are not
where the rule (PREFIX.REGION.SUFFIX, signed for the region) has them. A file that would not change is not touched.
"""

import argparse
import pathlib
import re
import sys

sys.dont_write_bytecode = True  # the folder of the sources stays clean

from generate import text, write  # noqa: E402
from service_model import Unsupported, choose, load, services_in  # noqa: E402

RULE = "{service}.{region}.{dnsSuffix}"


def endpoint_prefixes(models, operations):
    """Of the services that we speak, as the endpoint data names them."""
    folders = [models / overlay["model"] for overlay in services_in(operations).values()]
    return sorted(load(folder / "service-2.json")["metadata"]["endpointPrefix"] for folder in folders)


def exceptions(partition, prefix):
    """What is not where the rule has it: (region or "", host, signing region)."""
    service = partition["services"].get(prefix, {})
    endpoints, defaults = service.get("endpoints", {}), service.get("defaults", {})
    if "hostname" in defaults:
        raise Unsupported(f"{partition['partition']}: {prefix} has a rule of its own for its hosts")
    if not service.get("isRegionalized", True):
        region = service["partitionEndpoint"]
        own = choose(endpoints, region, f"endpoint of {prefix} in {partition['partition']}")
        return [("", own["hostname"], own["credentialScope"]["region"])]
    found = []
    for region in sorted(partition["regions"]):
        own = endpoints.get(region, {})
        host = f"{prefix}.{region}.{partition['dnsSuffix']}"
        known = (own.get("hostname", host), own.get("credentialScope", {}).get("region", region))
        if known != (host, region):
            found.append((region, *known))
    return found


def partition_arrays(partition, prefixes):
    if partition["defaults"]["hostname"] != RULE:
        raise Unsupported(f"{partition['partition']}: unknown rule for hosts '{partition['defaults']['hostname']}'")
    constant = constant_of(partition)
    regions = ", ".join(text(region) for region in sorted(partition["regions"]))
    lines = [f"constexpr std::string_view {constant}Regions[] = {{{regions}}};"]
    entries = [(prefix, *exception) for prefix in prefixes for exception in exceptions(partition, prefix)]
    lines.append(f"constexpr std::array<HostException, {len(entries)}> {constant}Exceptions = {{{{")
    lines += ["    {" + ", ".join(map(text, entry)) + "}," for entry in entries]
    return lines + ["}};", ""]


def constant_of(partition):
    """aws-us-gov -> kAwsUsGov"""
    return "k" + "".join(word.capitalize() for word in partition["partition"].split("-"))


def dual_suffix(partition):
    """Of PREFIX.REGION.SUFFIX with IPv6; "" where there is none."""
    variants = partition["defaults"].get("variants", [])
    return next((variant["dnsSuffix"] for variant in variants if variant["tags"] == ["dualstack"]), "")


def partition_entry(partition):
    constant = constant_of(partition)
    re.compile(partition["regionRegex"])
    return [
        f"    {{.name = {text(partition['partition'])}, .dns_suffix = {text(partition['dnsSuffix'])},",
        f"     .dual_suffix = {text(dual_suffix(partition))},",
        f"     .region_pattern = {text(partition['regionRegex'])},",
        f"     .regions = {constant}Regions, .exceptions = {constant}Exceptions}},",
    ]


def source(endpoints, prefixes):
    if endpoints["version"] != 3:
        raise Unsupported(f"unknown version of the endpoint data '{endpoints['version']}'")
    lines = [
        "// Generated from botocore's endpoint data. Do not edit.",
        '#include "contract/partitions.h"',
        "",
        "#include <array>",
        "",
        "namespace aws::contract {",
        "namespace {",
        "",
    ]
    for partition in endpoints["partitions"]:
        lines += partition_arrays(partition, prefixes)
    lines.append("constexpr Partition kPartitions[] = {")
    for partition in endpoints["partitions"]:
        lines += partition_entry(partition)
    lines += ["};", "", "}  // namespace", ""]
    lines += ["std::span<const Partition> partitions() { return kPartitions; }", "", "}  // namespace aws::contract", ""]
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description="Generates the table of AWS's partitions.")
    parser.add_argument("--models", required=True, type=pathlib.Path, help="botocore's data folder")
    parser.add_argument("--operations", required=True, type=pathlib.Path, help="the folder of SERVICE.json")
    parser.add_argument("--out", required=True, type=pathlib.Path)
    arguments = parser.parse_args()
    try:
        prefixes = endpoint_prefixes(arguments.models, arguments.operations)
        endpoints = load(arguments.models / "endpoints.json")
        write(arguments.out / "contract" / "partition_table.cc", source(endpoints, prefixes))
    except KeyError as missing:
        sys.exit(f"generate_partitions.py: the endpoint data, a model or the operations lack {missing}")
    except (Unsupported, OSError, re.error) as problem:
        sys.exit(f"generate_partitions.py: {problem}")


if __name__ == "__main__":
    main()
