// Everybody who wants to hear of visitors' requests; the balancer knows of one listener, and of none while there is
// nobody here.
#pragma once

#include <functional>
#include <map>
#include <memory>

#include "region/elbv2/ports.h"

namespace aws::region {

class VisitAudience {
 public:
  using Tell = std::function<void(const elbv2::Visit&)>;

  explicit VisitAudience(elbv2::Balancer& balancer) : balancer_(balancer) {}
  VisitAudience(const VisitAudience&) = delete;
  VisitAudience& operator=(const VisitAudience&) = delete;

  // A place in the audience, which is left when it is destroyed, and not while it is told something. Outlived by this.
  class Seat {
   public:
    Seat(VisitAudience& audience, int number) : audience_(audience), number_(number) {}
    ~Seat() { audience_.leave(number_); }
    Seat(const Seat&) = delete;
    Seat& operator=(const Seat&) = delete;

   private:
    VisitAudience& audience_;
    int number_;
  };
  std::unique_ptr<Seat> join(Tell tell);

 private:
  void leave(int number);

  elbv2::Balancer& balancer_;
  std::map<int, Tell> listeners_;
  int seats_ = 0;
};

}  // namespace aws::region
