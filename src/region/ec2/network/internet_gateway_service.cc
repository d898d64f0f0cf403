#include "region/ec2/network/internet_gateway_service.h"

#include "region/ec2/asked_for.h"
#include "region/ec2/network/network_errors.h"
#include "region/ec2/tags.h"

namespace aws::region::ec2 {

namespace api = aws::ec2;

namespace {

const Filterable<api::InternetGateway>& filterable_gateways() {
  using T = api::InternetGateway;
  const auto attachment = [](auto member) {
    return [member](const T& it) { return it.Attachments.empty() ? Values{} : values(it.Attachments.front().*member); };
  };
  static const Filterable<T> table{{{"attachment.state", attachment(&api::InternetGatewayAttachment::State)},
                                    {"attachment.vpc-id", attachment(&api::InternetGatewayAttachment::VpcId)},
                                    {"internet-gateway-id", [](const T& it) { return values(it.InternetGatewayId); }},
                                    {"owner-id", [](const T& it) { return values(it.OwnerId); }}},
                                   [](const T& it) -> const std::vector<api::Tag>& { return it.Tags; }};
  return table;
}

}  // namespace

void InternetGatewayService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::CreateInternetGateway, this, &InternetGatewayService::create);
  handlers.on(api::operations::DescribeInternetGateways, this, &InternetGatewayService::describe);
  handlers.on(api::operations::DeleteInternetGateway, this, &InternetGatewayService::remove);
  handlers.on(api::operations::AttachInternetGateway, this, &InternetGatewayService::attach);
  handlers.on(api::operations::DetachInternetGateway, this, &InternetGatewayService::detach);
}

api::CreateInternetGatewayResponse InternetGatewayService::create(const api::CreateInternetGatewayRequest& request) {
  const Tags tags = requested_tags(request.TagSpecifications, "internet-gateway");
  const InternetGateway gateway{.id = hex_id(random_, "igw-"), .vpc_id = ""};
  records_.transaction([&] {
    records_.put(gateway);
    records_.set_tags(gateway.id, tags);
  });
  return {.InternetGateway = view(gateway)};
}

api::DescribeInternetGatewaysResponse InternetGatewayService::describe(
    const api::DescribeInternetGatewaysRequest& request) const {
  std::vector<api::InternetGateway> all;
  for (const auto& [id, gateway] : records_.gateways()) all.push_back(view(gateway));
  const auto id_of = [](const api::InternetGateway& it) { return *it.InternetGatewayId; };
  auto page = page_asked_for(request, std::move(all), request.InternetGatewayIds, id_of,
                             missing("InvalidInternetGatewayID.NotFound", "internetGateway ID"), filterable_gateways());
  return {.InternetGateways = std::move(page.items), .NextToken = page.next};
}

api::DeleteInternetGatewayResponse InternetGatewayService::remove(const api::DeleteInternetGatewayRequest& request) {
  const InternetGateway& gateway = records_.gateway(request.InternetGatewayId.value_or(""));
  if (!gateway.vpc_id.empty()) throw errors::has_dependencies("internetGateway", gateway.id);
  records_.erase(gateway);
  return {};
}

api::AttachInternetGatewayResponse InternetGatewayService::attach(const api::AttachInternetGatewayRequest& request) {
  InternetGateway gateway = records_.gateway(request.InternetGatewayId.value_or(""));
  const Vpc& vpc = records_.vpc(request.VpcId.value_or(""));
  if (!gateway.vpc_id.empty()) throw errors::gateway_attached(gateway.id, gateway.vpc_id);
  if (records_.gateway_of(vpc.id) != nullptr) throw errors::vpc_has_gateway(vpc.id);
  gateway.vpc_id = vpc.id;
  records_.put(std::move(gateway));
  return {};
}

api::DetachInternetGatewayResponse InternetGatewayService::detach(const api::DetachInternetGatewayRequest& request) {
  InternetGateway gateway = records_.gateway(request.InternetGatewayId.value_or(""));
  const std::string vpc_id = request.VpcId.value_or("");
  if (gateway.vpc_id != vpc_id) throw errors::gateway_not_attached(gateway.id, vpc_id);
  gateway.vpc_id.clear();
  records_.put(std::move(gateway));
  return {};
}

api::InternetGateway InternetGatewayService::view(const InternetGateway& gateway) const {
  api::InternetGateway view{.InternetGatewayId = gateway.id,
                            .OwnerId = place_.account,
                            .Tags = render_tags<api::Tag>(*records_.find_tags(gateway.id))};
  if (!gateway.vpc_id.empty()) view.Attachments.push_back({.State = "available", .VpcId = gateway.vpc_id});
  return view;
}

}  // namespace aws::region::ec2
