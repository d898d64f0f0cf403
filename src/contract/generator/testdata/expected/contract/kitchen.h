// Generated from botocore's kitchen/2026-01-01 service model. Do not edit.
#pragma once

#include "contract/shape.h"

namespace aws::kitchen {

struct OvenSettings;
struct CookDishRequest;
struct Ingredient;
struct CookDishResponse;
struct ListDishesRequest;
struct Dish;
struct ListDishesResponse;
struct OrderDishRequest;
struct OrderDishResponse;
struct PutDishRequest;
struct PutDishResponse;
struct ReadMenuRequest;
struct ReadMenuResponse;
struct TurnOffRequest;
struct TurnOffResponse;
struct WashDishRequest;
struct WashDishResponse;

struct OvenSettings {
  std::optional<int> Degrees;
  bool operator==(const kitchen::OvenSettings&) const = default;
};

struct CookDishRequest {
  std::optional<std::string> DishName;
  std::vector<std::vector<std::string>> Steps;
  std::vector<std::string> Tags;
  std::optional<kitchen::OvenSettings> Oven;
  std::optional<std::string> Token;
  bool operator==(const kitchen::CookDishRequest&) const = default;
};

struct Ingredient {
  std::optional<std::string> Name;
  std::optional<std::vector<kitchen::Ingredient>> Mixture;
  std::optional<std::map<std::string, kitchen::Ingredient>> Portions;
  std::optional<bool> Null;
  bool operator==(const kitchen::Ingredient&) const = default;
};

struct CookDishResponse {
  std::optional<std::string> Name;
  std::optional<std::string> Initial;
  std::optional<aws::Blob> Photo;
  std::optional<bool> Vegan;
  std::optional<int> Servings;
  std::optional<std::int64_t> Grams;
  std::optional<double> Salt;
  std::optional<double> Sugar;
  std::optional<aws::Timestamp> CookedAt;
  std::optional<std::string> Course;
  std::optional<std::string> Recipe;
  std::map<std::string, kitchen::Ingredient> Ingredients;
  std::map<std::string, std::int64_t> Prices;
  std::optional<std::string> Garnish;
  bool operator==(const kitchen::CookDishResponse&) const = default;
};

struct ListDishesRequest {
  std::optional<std::string> FromDish;
  std::optional<std::string> FromCourse;
  bool operator==(const kitchen::ListDishesRequest&) const = default;
};

struct Dish {
  std::optional<std::string> Name;
  std::optional<std::string> Initial;
  std::optional<aws::Blob> Photo;
  std::optional<bool> Vegan;
  std::optional<int> Servings;
  std::optional<std::int64_t> Grams;
  std::optional<double> Salt;
  std::optional<double> Sugar;
  std::optional<aws::Timestamp> CookedAt;
  std::optional<std::string> Course;
  std::optional<std::string> Recipe;
  std::map<std::string, kitchen::Ingredient> Ingredients;
  std::map<std::string, std::int64_t> Prices;
  std::optional<std::string> Garnish;
  bool operator==(const kitchen::Dish&) const = default;
};

struct ListDishesResponse {
  std::vector<kitchen::Dish> Dishes;
  std::vector<kitchen::Dish> Others;
  std::optional<std::string> NextDish;
  std::optional<std::string> NextCourse;
  std::optional<bool> IsTruncated;
  bool operator==(const kitchen::ListDishesResponse&) const = default;
};

struct OrderDishRequest {
  std::optional<std::string> OrderNumber;
  bool operator==(const kitchen::OrderDishRequest&) const = default;
};

struct OrderDishResponse {
  bool operator==(const kitchen::OrderDishResponse&) const = default;
};

struct PutDishRequest {
  std::vector<kitchen::Dish> Dish;
  bool operator==(const kitchen::PutDishRequest&) const = default;
};

struct PutDishResponse {
  bool operator==(const kitchen::PutDishResponse&) const = default;
};

struct ReadMenuRequest {
  std::vector<std::string> Page;
  bool operator==(const kitchen::ReadMenuRequest&) const = default;
};

struct ReadMenuResponse {
  std::vector<std::string> Page;
  std::optional<std::vector<std::string>> Lines;
  bool operator==(const kitchen::ReadMenuResponse&) const = default;
};

struct TurnOffRequest {
  bool operator==(const kitchen::TurnOffRequest&) const = default;
};

struct TurnOffResponse {
  bool operator==(const kitchen::TurnOffResponse&) const = default;
};

struct WashDishRequest {
  std::optional<std::string> DishName;
  bool operator==(const kitchen::WashDishRequest&) const = default;
};

struct WashDishResponse {
  bool operator==(const kitchen::WashDishResponse&) const = default;
};

// One method per operation, carried out by whatever is at the other end of the channel; each may throw aws::Error.
class Api {
 public:
  explicit Api(contract::Channel& channel) : channel_(channel) {}
  contract::Channel& channel() const { return channel_; }

  CookDishResponse CookDish(const CookDishRequest& request) const;
  ListDishesResponse ListDishes(const ListDishesRequest& request) const;
  OrderDishResponse OrderDish(const OrderDishRequest& request) const;
  PutDishResponse PutDish(const PutDishRequest& request) const;
  ReadMenuResponse ReadMenu(const ReadMenuRequest& request) const;
  TurnOffResponse TurnOff(const TurnOffRequest& request) const;
  WashDishResponse WashDish(const WashDishRequest& request) const;

 private:
  contract::Channel& channel_;
};

extern const contract::Service kService;

namespace operations {
extern const contract::OperationFor<CookDishRequest, CookDishResponse> CookDish;
extern const contract::OperationFor<ListDishesRequest, ListDishesResponse> ListDishes;
extern const contract::OperationFor<OrderDishRequest, OrderDishResponse> OrderDish;
extern const contract::OperationFor<PutDishRequest, PutDishResponse> PutDish;
extern const contract::OperationFor<ReadMenuRequest, ReadMenuResponse> ReadMenu;
extern const contract::OperationFor<TurnOffRequest, TurnOffResponse> TurnOff;
extern const contract::OperationFor<WashDishRequest, WashDishResponse> WashDish;
}  // namespace operations

namespace shapes {
extern const contract::Shape OvenSettings;
extern const contract::Shape CookDishRequest;
extern const contract::Shape Ingredient;
extern const contract::Shape CookDishResponse;
extern const contract::Shape ListDishesRequest;
extern const contract::Shape Dish;
extern const contract::Shape ListDishesResponse;
extern const contract::Shape OrderDishRequest;
extern const contract::Shape OrderDishResponse;
extern const contract::Shape PutDishRequest;
extern const contract::Shape PutDishResponse;
extern const contract::Shape ReadMenuRequest;
extern const contract::Shape ReadMenuResponse;
extern const contract::Shape TurnOffRequest;
extern const contract::Shape TurnOffResponse;
extern const contract::Shape WashDishRequest;
extern const contract::Shape WashDishResponse;
}  // namespace shapes

namespace waiters {
extern const contract::WaiterFor<Api, ListDishesRequest, ListDishesResponse> DishReady;
}  // namespace waiters

namespace paginators {
extern const contract::PaginatorFor<Api, ListDishesRequest, ListDishesResponse> ListDishes;
extern const contract::PaginatorFor<Api, ReadMenuRequest, ReadMenuResponse> ReadMenu;
}  // namespace paginators

}  // namespace aws::kitchen
