// HTTPS listeners, their certificates and attributes, and the capacity of load balancers.
#include <gmock/gmock.h>

#include "region/elbv2/fake_neighbours.h"

namespace aws::region::elbv2 {
namespace {

namespace api = aws::elbv2;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using namespace std::chrono_literals;

class ListenersTest : public ::testing::Test {
 protected:
  void SetUp() override {
    balancer = *service()
                    .CreateLoadBalancer({.Name = "balancer", .Subnets = {"subnet-a", "subnet-b"}})
                    .LoadBalancers.at(0)
                    .LoadBalancerArn;
  }
  const api::Api& service() { return room.service; }
  api::CreateListenerRequest https(const std::string& certificate = "arn:shop") const {
    api::CreateListenerRequest request{.LoadBalancerArn = balancer, .Protocol = "HTTPS", .Port = 443};
    request.Certificates = {{.CertificateArn = certificate}};
    request.DefaultActions = {
        {.Type = "fixed-response", .FixedResponseConfig = api::FixedResponseActionConfig{.StatusCode = "200"}}};
    return request;
  }
  std::string create(const api::CreateListenerRequest& request) {
    return *service().CreateListener(request).Listeners.at(0).ListenerArn;
  }
  const BalancedListener& balanced() {
    clock.advance(0s);
    return room.balancer.state.listeners.at(0);
  }
  std::vector<std::string> certificates(const std::string& listener) {
    std::vector<std::string> found;
    for (const auto& it : service().DescribeListenerCertificates({.ListenerArn = listener}).Certificates) {
      found.push_back(*it.CertificateArn + (*it.IsDefault ? "*" : ""));
    }
    return found;
  }

  Store store;
  SeededRandom random{7};
  testing::SimulatedClock clock;
  FakeInstances instances;
  FakeNetwork network;
  Room room{store, random, clock, instances, network};
  std::string balancer;
};

TEST_F(ListenersTest, HttpsHasACertificateAndAPolicy) {
  const auto made = service().CreateListener(https()).Listeners.at(0);
  EXPECT_EQ(made.Protocol, "HTTPS");
  EXPECT_EQ(made.SslPolicy, "ELBSecurityPolicy-2016-08");
  EXPECT_EQ(made.Certificates.at(0).CertificateArn, "arn:shop");
  EXPECT_EQ(made.MutualAuthentication->Mode, "off");
  EXPECT_EQ(service().DescribeListeners({.LoadBalancerArn = balancer}).Listeners.at(0), made);

  const auto tls = balanced().tls.value();
  EXPECT_THAT(tls.certificates, ElementsAre("the shop's"));
  EXPECT_EQ(tls.oldest, "TLSv1.0");
  EXPECT_EQ(tls.newest, "TLSv1.2");
  EXPECT_THAT(tls.ciphers, StartsWith("ECDHE-ECDSA-AES128-GCM-SHA256:"));
  EXPECT_EQ(tls.suites, "");

  service().ModifyListener({.ListenerArn = made.ListenerArn, .SslPolicy = "ELBSecurityPolicy-TLS13-1-3-2021-06"});
  EXPECT_EQ(balanced().tls->oldest, "TLSv1.3");
  EXPECT_EQ(balanced().tls->ciphers, "");
  EXPECT_THAT(balanced().tls->suites, HasSubstr("TLS_AES_128_GCM_SHA256"));
}

TEST_F(ListenersTest, AListenerMayBecomeHttpsAndHttpAgain) {
  auto http = https();
  http.Protocol = "HTTP";
  http.Certificates.clear();
  const auto listener = create(http);
  EXPECT_FALSE(balanced().tls);
  EXPECT_EQ(refusal([&] { service().ModifyListener({.ListenerArn = listener, .Protocol = "HTTPS"}); }),
            "ValidationError: A certificate must be specified for HTTPS listeners");
  service().ModifyListener(
      {.ListenerArn = listener, .Protocol = "HTTPS", .Certificates = {{.CertificateArn = "arn:blog"}}});
  EXPECT_THAT(balanced().tls->certificates, ElementsAre("the blog's"));
  service().ModifyListener({.ListenerArn = listener, .Protocol = "HTTP"});
  EXPECT_FALSE(balanced().tls);
  EXPECT_THAT(certificates(listener), ElementsAre());
}

TEST_F(ListenersTest, ACertificateOfAnotherNameIsTheSameCertificate) {
  const auto first = create(https());
  auto other = https("arn:blog");
  other.Port = 8443;
  const auto second = create(other);
  service().AddListenerCertificates({.ListenerArn = second, .Certificates = {{.CertificateArn = "arn:shop"}}});
  room.certificates.bundles["arn:mart"] = room.certificates.bundles.at("arn:shop");
  room.certificates.bundles.erase("arn:shop");
  room.elbv2.certificate_renamed("arn:shop", "arn:mart");
  EXPECT_THAT(certificates(first), ElementsAre("arn:mart*"));
  EXPECT_THAT(certificates(second), ElementsAre("arn:blog*", "arn:mart"));
  EXPECT_EQ(room.elbv2.user_of_certificate("arn:shop"), std::nullopt);
  EXPECT_NE(room.elbv2.user_of_certificate("arn:mart"), std::nullopt);
  room.listeners.changed();
  EXPECT_THAT(balanced().tls->certificates, ElementsAre("the shop's"));
}

TEST_F(ListenersTest, RefusesWhatIsNoWayToSpeakTls) {
  const auto refused = [&](auto change) {
    auto request = https();
    change(request);
    return refusal([&] { create(request); });
  };
  EXPECT_EQ(refused([](auto& r) { r.Certificates.clear(); }),
            "ValidationError: A certificate must be specified for HTTPS listeners");
  EXPECT_EQ(refused([](auto& r) { r.Certificates.push_back({.CertificateArn = "arn:blog"}); }),
            "ValidationError: Up to '1' certificates can be specified, but '2' were specified");
  EXPECT_EQ(refused([](auto& r) { r.Certificates[0].CertificateArn = "arn:none"; }),
            "CertificateNotFound: Certificate 'arn:none' not found");
  EXPECT_EQ(refused([](auto& r) { r.SslPolicy = "none"; }), "SSLPolicyNotFound: SSL policy 'none' not found");
  EXPECT_EQ(refused([](auto& r) { r.Protocol = "HTTP"; }),
            "ValidationError: A certificate cannot be specified for HTTP listeners");
  EXPECT_EQ(refused([](auto& r) { r.MutualAuthentication = api::MutualAuthenticationAttributes{.Mode = "verify"}; }),
            "ValidationError: MutualAuthentication is not supported by the embedded region");
  EXPECT_EQ(refused([](auto& r) { r.AlpnPolicy = {"HTTP2Only"}; }),
            "ValidationError: AlpnPolicy is not supported by the embedded region");
}

TEST_F(ListenersTest, TheClientsServerNameChoosesAmongSeveralCertificates) {
  const auto listener = create(https());
  const auto add = [&](const std::string& arn) {
    return service().AddListenerCertificates({.ListenerArn = listener, .Certificates = {{.CertificateArn = arn}}});
  };
  EXPECT_EQ(add("arn:blog").Certificates.at(0).IsDefault, false);
  EXPECT_EQ(add("arn:shop").Certificates.at(0).IsDefault, true);
  EXPECT_THAT(certificates(listener), ElementsAre("arn:blog", "arn:shop*"));
  EXPECT_THAT(balanced().tls->certificates, ElementsAre("the shop's", "the blog's"));
  EXPECT_EQ(refusal([&] { add("arn:none"); }), "CertificateNotFound: Certificate 'arn:none' not found");
  EXPECT_EQ(room.elbv2.user_of_certificate("arn:blog"), balancer);

  const auto remove = [&](const std::string& arn) {
    service().RemoveListenerCertificates({.ListenerArn = listener, .Certificates = {{.CertificateArn = arn}}});
  };
  EXPECT_EQ(refusal([&] { remove("arn:shop"); }),
            "OperationNotPermitted: The default certificate of a listener cannot be removed");
  remove("arn:blog");
  EXPECT_THAT(balanced().tls->certificates, ElementsAre("the shop's"));
  EXPECT_EQ(room.elbv2.user_of_certificate("arn:blog"), std::nullopt);
  EXPECT_EQ(room.elbv2.user_of_certificate("arn:shop"), balancer);

  for (int i = 0; i < 26; ++i) room.certificates.bundles["arn:" + std::to_string(i)] = "one";
  for (int i = 0; i < 25; ++i) add("arn:" + std::to_string(i));
  EXPECT_THAT(refusal([&] { add("arn:25"); }), StartsWith("TooManyCertificates: "));
}

TEST_F(ListenersTest, PoliciesSayWhatTheyAllow) {
  const auto all = service().DescribeSSLPolicies({}).SslPolicies;
  EXPECT_EQ(all.size(), 8U);
  const auto policy = service().DescribeSSLPolicies({.Names = {"ELBSecurityPolicy-2016-08"}}).SslPolicies.at(0);
  EXPECT_THAT(policy.SslProtocols, ElementsAre("TLSv1", "TLSv1.1", "TLSv1.2"));
  EXPECT_EQ(policy.Ciphers.size(), 18U);
  EXPECT_EQ(policy.Ciphers.at(1).Priority, 2);
  EXPECT_EQ(refusal([&] { service().DescribeSSLPolicies({.Names = {"none"}}); }),
            "SSLPolicyNotFound: SSL policy 'none' not found");
  EXPECT_EQ(service().DescribeSSLPolicies({.PageSize = 3}).SslPolicies.size(), 3U);
  EXPECT_TRUE(service().DescribeSSLPolicies({.LoadBalancerType = "network"}).SslPolicies.empty());
}

TEST_F(ListenersTest, AttributesAreReadAsTheyWereSet) {
  const auto listener = create(https());
  const auto value = [&](const std::string& key) -> std::string {
    for (const auto& it : service().DescribeListenerAttributes({.ListenerArn = listener}).Attributes) {
      if (it.Key == key) return *it.Value;
    }
    return "none";
  };
  const auto set = [&](const std::string& key, const std::string& to) {
    service().ModifyListenerAttributes({.ListenerArn = listener, .Attributes = {{.Key = key, .Value = to}}});
  };
  EXPECT_EQ(value("routing.http.response.server.enabled"), "true");
  EXPECT_EQ(value("routing.http.response.x_frame_options.header_value"), "");
  set("routing.http.response.x_frame_options.header_value", "DENY");
  set("routing.http.response.server.enabled", "false");
  EXPECT_EQ(value("routing.http.response.x_frame_options.header_value"), "DENY");
  EXPECT_FALSE(balanced().names_server);
  EXPECT_THAT(balanced().response_headers, ElementsAre(std::pair("x-frame-options", "DENY")));
  EXPECT_EQ(refusal([&] { set("colour", "red"); }),
            "ValidationError: Listener attribute key 'colour' is not recognized");
  EXPECT_EQ(refusal([&] { set("routing.http.response.x_content_type_options.header_value", "sniff"); }),
            "ValidationError: Listener attribute value 'sniff' for key "
            "'routing.http.response.x_content_type_options.header_value' is not valid");
  EXPECT_THAT(refusal([&] { set("routing.http.response.x_frame_options.header_value", "two\nlines"); }),
              StartsWith("ValidationError: "));
  EXPECT_THAT(refusal([&] { service().DescribeListenerAttributes({.ListenerArn = balancer}); }),
              StartsWith("ValidationError: "));
}

TEST_F(ListenersTest, CapacityIsReservedAndLoweredTwiceADay) {
  const auto reserve = [&](int units) {
    return service().ModifyCapacityReservation(
        {.LoadBalancerArn = balancer, .MinimumLoadBalancerCapacity = api::MinimumLoadBalancerCapacity{units}});
  };
  const auto none = service().DescribeCapacityReservation({.LoadBalancerArn = balancer});
  EXPECT_FALSE(none.MinimumLoadBalancerCapacity);
  EXPECT_EQ(none.DecreaseRequestsRemaining, 2);
  EXPECT_EQ(refusal([&] { reserve(99); }),
            "InvalidConfigurationRequest: The minimum capacity of an Application Load "
            "Balancer is 100 capacity units");
  reserve(400);
  const auto reserved = service().DescribeCapacityReservation({.LoadBalancerArn = balancer});
  EXPECT_EQ(reserved.MinimumLoadBalancerCapacity->CapacityUnits, 400);
  EXPECT_EQ(reserved.LastModifiedTime, clock.now());
  EXPECT_EQ(reserved.CapacityReservationState.at(1).AvailabilityZone, "us-west-2b");
  EXPECT_EQ(reserved.CapacityReservationState.at(1).EffectiveCapacityUnits, 200);

  reserve(300);
  EXPECT_EQ(reserve(200).DecreaseRequestsRemaining, 0);
  EXPECT_THAT(refusal([&] { reserve(100); }), StartsWith("CapacityDecreaseRequestLimitExceeded: "));
  clock.advance(25h);
  EXPECT_EQ(service().DescribeCapacityReservation({.LoadBalancerArn = balancer}).DecreaseRequestsRemaining, 2);
  service().ModifyCapacityReservation({.LoadBalancerArn = balancer, .ResetCapacityReservation = true});
  EXPECT_FALSE(service().DescribeCapacityReservation({.LoadBalancerArn = balancer}).MinimumLoadBalancerCapacity);
  EXPECT_THAT(refusal([&] { service().ModifyCapacityReservation({.LoadBalancerArn = balancer}); }),
              StartsWith("ValidationError: "));
}

TEST_F(ListenersTest, WhatIsNewerThanThisRegionIsRefused) {
  const std::string refused = " is not supported by the embedded region";
  EXPECT_EQ(refusal([&] {
              service().CreateTargetGroup(
                  {.Name = "web", .Protocol = "HTTP", .Port = 80, .VpcId = "vpc-1", .TargetControlPort = 3000});
            }),
            "ValidationError: TargetControlPort" + refused);
  EXPECT_EQ(refusal([&] {
              service().CreateLoadBalancer(
                  {.Name = "other", .Subnets = {"subnet-a", "subnet-b"}, .CustomerOwnedIpv4Pool = "ipv4pool-coip-1"});
            }),
            "ValidationError: CustomerOwnedIpv4Pool" + refused);
}

}  // namespace
}  // namespace aws::region::elbv2
