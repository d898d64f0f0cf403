#include "region/ec2/devices/device_service.h"

#include "region/ec2/asked_for.h"
#include "region/ec2/devices/device_view.h"

namespace aws::region::ec2 {

namespace api = aws::ec2;

void DeviceService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::DescribeNetworkInterfaces, this, &DeviceService::interfaces);
  handlers.on(api::operations::DescribeVolumes, this, &DeviceService::volumes);
}

api::DescribeNetworkInterfacesResponse DeviceService::interfaces(
    const api::DescribeNetworkInterfacesRequest& request) const {
  std::vector<api::NetworkInterface> all;
  for (const auto& [id, instance] : instances_.all()) {
    if (auto found = network_interface_of(instance, groups_, place_)) all.push_back(std::move(*found));
  }
  const auto id_of = [](const api::NetworkInterface& it) { return *it.NetworkInterfaceId; };
  auto page =
      page_asked_for(request, std::move(all), request.NetworkInterfaceIds, id_of,
                     missing("InvalidNetworkInterfaceID.NotFound", "networkInterface ID"), filterable_interfaces());
  return {.NetworkInterfaces = std::move(page.items), .NextToken = page.next};
}

api::DescribeVolumesResponse DeviceService::volumes(const api::DescribeVolumesRequest& request) const {
  std::vector<api::Volume> all;
  for (const auto& [id, instance] : instances_.all()) {
    if (auto found = root_volume_of(instance)) all.push_back(std::move(*found));
  }
  const auto id_of = [](const api::Volume& it) { return *it.VolumeId; };
  auto page = page_asked_for(
      request, std::move(all), request.VolumeIds, id_of,
      [](const std::string& id) { return Error("InvalidVolume.NotFound", "The volume '" + id + "' does not exist."); },
      filterable_volumes());
  return {.Volumes = std::move(page.items), .NextToken = page.next};
}

}  // namespace aws::region::ec2
