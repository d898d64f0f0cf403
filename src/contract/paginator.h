// Reads every page of an operation that answers in pages, as the model's paginator says. Works on any Api, in process
// or remote.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <type_traits>
#include <utility>

#include "contract/shape.h"

namespace aws::contract {

// Where a reader of pages is.
class Bookmark {
 public:
  explicit Bookmark(const Paginator& paginator) : paginator_(paginator) {}

  // To the page after this one; false when this is the last. Throws "RepeatedPageToken" when a page leads back to where
  // the reader has been, since that would go on forever.
  bool move_past(const void* page);
  // Makes a request that has no place of its own yet one for the page at the bookmark.
  void put_into(void* request) const;

 private:
  const Paginator& paginator_;
  std::shared_ptr<void> page_;  // the page before, with its tokens and nothing else
  std::set<std::string> seen_;  // the places where the reader has been
};

// for_each_page(ec2::paginators::DescribeInstances, ec2, {.Filters = filters}, [&](const auto& page) { ... });
template <class Api, class Request, class Response, class Visit>
void for_each_page(const PaginatorFor<Api, Request, Response>& paginator, const std::type_identity_t<Api>& api,
                   const std::type_identity_t<Request>& request, Visit visit) {
  Bookmark bookmark(paginator);
  Request current = request;
  for (;;) {
    Response page;
    api.channel().call(*paginator.operation, &current, &page);
    visit(std::as_const(page));
    if (!bookmark.move_past(&page)) return;
    current = request;
    bookmark.put_into(&current);
  }
}

}  // namespace aws::contract
