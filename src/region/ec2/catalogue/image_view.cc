#include "region/ec2/catalogue/image_view.h"

namespace aws::region::ec2 {

namespace api = aws::ec2;

namespace {

using I = api::Image;

constexpr int kRootVolumeSize = 8;  // GiB

const api::BlockDeviceMapping& root_device(const I& it) { return it.BlockDeviceMappings.front(); }

Values ebs(const I& it, auto api::EbsBlockDevice::*member) { return values(*root_device(it).Ebs.*member); }

}  // namespace

I image_view(const Image& image) {
  const bool own = image.owner_alias.empty();
  const bool gp3 = image.volume_type == "gp3";
  const api::EbsBlockDevice root{.DeleteOnTermination = true,
                                 .Iops = gp3 ? std::optional(3000) : std::nullopt,
                                 .SnapshotId = "snap-" + image.id.substr(image.id.find('-') + 1),
                                 .VolumeSize = kRootVolumeSize,
                                 .VolumeType = image.volume_type,
                                 .Throughput = gp3 ? std::optional(125) : std::nullopt,
                                 .Encrypted = false};
  I view{.Architecture = image.architecture,
         .CreationDate = image.created,
         .ImageId = image.id,
         .ImageLocation = (own ? image.owner : image.owner_alias) + '/' + image.name,
         .ImageType = "machine",
         .Public = !own,
         .OwnerId = image.owner,
         .PlatformDetails = "Linux/UNIX",
         .UsageOperation = "RunInstances",
         .State = "available",
         .BlockDeviceMappings = {{.DeviceName = "/dev/xvda", .Ebs = root}},
         .Description = image.description,
         .EnaSupport = true,
         .Hypervisor = "xen",
         .Name = image.name,
         .RootDeviceName = "/dev/xvda",
         .RootDeviceType = "ebs",
         .SriovNetSupport = "simple",
         .VirtualizationType = "hvm"};
  if (!own) view.ImageOwnerAlias = image.owner_alias;
  if (!image.boot_mode.empty()) view.BootMode = image.boot_mode;
  if (!image.imds_support.empty()) view.ImdsSupport = image.imds_support;
  return view;
}

const Filterable<I>& filterable_images() {
  using Ebs = api::EbsBlockDevice;
  static const Filterable<I> table{
      {{"architecture", [](const I& it) { return values(it.Architecture); }},
       {"block-device-mapping.delete-on-termination", [](const I& it) { return ebs(it, &Ebs::DeleteOnTermination); }},
       {"block-device-mapping.device-name", [](const I& it) { return values(root_device(it).DeviceName); }},
       {"block-device-mapping.encrypted", [](const I& it) { return ebs(it, &Ebs::Encrypted); }},
       {"block-device-mapping.snapshot-id", [](const I& it) { return ebs(it, &Ebs::SnapshotId); }},
       {"block-device-mapping.volume-size", [](const I& it) { return ebs(it, &Ebs::VolumeSize); }},
       {"block-device-mapping.volume-type", [](const I& it) { return ebs(it, &Ebs::VolumeType); }},
       {"creation-date", [](const I& it) { return values(it.CreationDate); }},
       {"description", [](const I& it) { return values(it.Description); }},
       {"ena-support", [](const I& it) { return values(it.EnaSupport); }},
       {"hypervisor", [](const I& it) { return values(it.Hypervisor); }},
       {"image-id", [](const I& it) { return values(it.ImageId); }},
       {"image-type", [](const I& it) { return values(it.ImageType); }},
       {"is-public", [](const I& it) { return values(it.Public); }},
       {"kernel-id", [](const I& it) { return values(it.KernelId); }},
       {"manifest-location", [](const I& it) { return values(it.ImageLocation); }},
       {"name", [](const I& it) { return values(it.Name); }},
       {"owner-alias", [](const I& it) { return values(it.ImageOwnerAlias); }},
       {"owner-id", [](const I& it) { return values(it.OwnerId); }},
       {"platform", [](const I& it) { return values(it.Platform); }},
       {"product-code", [](const I&) { return Values{}; }},
       {"product-code.type", [](const I&) { return Values{}; }},
       {"ramdisk-id", [](const I& it) { return values(it.RamdiskId); }},
       {"root-device-name", [](const I& it) { return values(it.RootDeviceName); }},
       {"root-device-type", [](const I& it) { return values(it.RootDeviceType); }},
       {"sriov-net-support", [](const I& it) { return values(it.SriovNetSupport); }},
       {"state", [](const I& it) { return values(it.State); }},
       {"state-reason-code", [](const I&) { return Values{}; }},
       {"state-reason-message", [](const I&) { return Values{}; }},
       {"virtualization-type", [](const I& it) { return values(it.VirtualizationType); }}},
      [](const I& it) -> const std::vector<api::Tag>& { return it.Tags; }};
  return table;
}

}  // namespace aws::region::ec2
