// Generated from botocore's kitchen/2026-01-01 service model. Do not edit.
#include "contract/kitchen.h"

#include "contract/access.h"

// A structure with a map has no standard layout; without bases its members have their offsets all the same.
#pragma GCC diagnostic ignored "-Winvalid-offsetof"

namespace aws::kitchen {
namespace {

using contract::Kind;

extern const contract::Shape kDishName;
extern const contract::Shape kString;
extern const contract::Shape kStepList;
extern const contract::Shape kStepTable;
extern const contract::Shape kTagList;
extern const contract::Shape kServings;
extern const contract::Shape kInitial;
extern const contract::Shape kPhoto;
extern const contract::Shape kFlag;
extern const contract::Shape kGrams;
extern const contract::Shape kRatio;
extern const contract::Shape kShare;
extern const contract::Shape kMoment;
extern const contract::Shape kCourse;
extern const contract::Shape kSecret;
extern const contract::Shape kIngredientList;
extern const contract::Shape kIngredientMap;
extern const contract::Shape kPriceMap;
extern const contract::Shape kDishList;

}  // namespace

namespace {
constexpr contract::Member kOvenSettingsMembers[] = {
    {.name = "Degrees", .shape = &kServings, .offset = offsetof(kitchen::OvenSettings, Degrees), .access = &contract::MemberAccessOf<std::optional<int>>::value},
};
}  // namespace
const contract::Shape shapes::OvenSettings = {
    .name = "OvenSettings", .kind = Kind::kStructure,
    .members = kOvenSettingsMembers,
};

namespace {
constexpr contract::Member kCookDishRequestMembers[] = {
    {.name = "DishName", .location_name = "dishName", .query_name = "Dish", .shape = &kDishName, .required = true, .offset = offsetof(kitchen::CookDishRequest, DishName), .access = &contract::MemberAccessOf<std::optional<std::string>>::value},
    {.name = "Steps", .shape = &kStepTable, .offset = offsetof(kitchen::CookDishRequest, Steps), .access = &contract::MemberAccessOf<std::vector<std::vector<std::string>>>::value},
    {.name = "Tags", .location_name = "Tag", .shape = &kTagList, .flattened = true, .offset = offsetof(kitchen::CookDishRequest, Tags), .access = &contract::MemberAccessOf<std::vector<std::string>>::value},
    {.name = "Oven", .shape = &shapes::OvenSettings, .offset = offsetof(kitchen::CookDishRequest, Oven), .access = &contract::MemberAccessOf<std::optional<kitchen::OvenSettings>>::value},
    {.name = "Token", .shape = &kString, .idempotency_token = true, .offset = offsetof(kitchen::CookDishRequest, Token), .access = &contract::MemberAccessOf<std::optional<std::string>>::value},
};
}  // namespace
const contract::Shape shapes::CookDishRequest = {
    .name = "CookDishRequest", .kind = Kind::kStructure,
    .members = kCookDishRequestMembers,
    .make = &contract::make<kitchen::CookDishRequest>,
};

namespace {
constexpr contract::Member kIngredientMembers[] = {
    {.name = "Name", .shape = &kString, .offset = offsetof(kitchen::Ingredient, Name), .access = &contract::MemberAccessOf<std::optional<std::string>>::value},
    {.name = "Mixture", .shape = &kIngredientList, .offset = offsetof(kitchen::Ingredient, Mixture), .access = &contract::MemberAccessOf<std::optional<std::vector<kitchen::Ingredient>>>::value},
    {.name = "Portions", .shape = &kIngredientMap, .offset = offsetof(kitchen::Ingredient, Portions), .access = &contract::MemberAccessOf<std::optional<std::map<std::string, kitchen::Ingredient>>>::value},
    {.name = "NULL", .shape = &kFlag, .offset = offsetof(kitchen::Ingredient, Null), .access = &contract::MemberAccessOf<std::optional<bool>>::value},
};
}  // namespace
const contract::Shape shapes::Ingredient = {
    .name = "Ingredient", .kind = Kind::kStructure,
    .members = kIngredientMembers,
};

namespace {
constexpr contract::Member kCookDishResponseMembers[] = {
    {.name = "Name", .shape = &kDishName, .offset = offsetof(kitchen::CookDishResponse, Name), .access = &contract::MemberAccessOf<std::optional<std::string>>::value},
    {.name = "Initial", .shape = &kInitial, .offset = offsetof(kitchen::CookDishResponse, Initial), .access = &contract::MemberAccessOf<std::optional<std::string>>::value},
    {.name = "Photo", .shape = &kPhoto, .offset = offsetof(kitchen::CookDishResponse, Photo), .access = &contract::MemberAccessOf<std::optional<aws::Blob>>::value},
    {.name = "Vegan", .shape = &kFlag, .offset = offsetof(kitchen::CookDishResponse, Vegan), .access = &contract::MemberAccessOf<std::optional<bool>>::value},
    {.name = "Servings", .shape = &kServings, .offset = offsetof(kitchen::CookDishResponse, Servings), .access = &contract::MemberAccessOf<std::optional<int>>::value},
    {.name = "Grams", .shape = &kGrams, .offset = offsetof(kitchen::CookDishResponse, Grams), .access = &contract::MemberAccessOf<std::optional<std::int64_t>>::value},
    {.name = "Salt", .shape = &kRatio, .offset = offsetof(kitchen::CookDishResponse, Salt), .access = &contract::MemberAccessOf<std::optional<double>>::value},
    {.name = "Sugar", .shape = &kShare, .offset = offsetof(kitchen::CookDishResponse, Sugar), .access = &contract::MemberAccessOf<std::optional<double>>::value},
    {.name = "CookedAt", .shape = &kMoment, .offset = offsetof(kitchen::CookDishResponse, CookedAt), .access = &contract::MemberAccessOf<std::optional<aws::Timestamp>>::value},
    {.name = "Course", .shape = &kCourse, .offset = offsetof(kitchen::CookDishResponse, Course), .access = &contract::MemberAccessOf<std::optional<std::string>>::value},
    {.name = "Recipe", .shape = &kSecret, .offset = offsetof(kitchen::CookDishResponse, Recipe), .access = &contract::MemberAccessOf<std::optional<std::string>>::value},
    {.name = "Ingredients", .shape = &kIngredientMap, .offset = offsetof(kitchen::CookDishResponse, Ingredients), .access = &contract::MemberAccessOf<std::map<std::string, kitchen::Ingredient>>::value},
    {.name = "Prices", .shape = &kPriceMap, .offset = offsetof(kitchen::CookDishResponse, Prices), .access = &contract::MemberAccessOf<std::map<std::string, std::int64_t>>::value},
    {.name = "Garnish", .shape = &kString, .offset = offsetof(kitchen::CookDishResponse, Garnish), .access = &contract::MemberAccessOf<std::optional<std::string>>::value},
};
}  // namespace
const contract::Shape shapes::CookDishResponse = {
    .name = "CookDishResponse", .kind = Kind::kStructure,
    .members = kCookDishResponseMembers,
    .make = &contract::make<kitchen::CookDishResponse>,
};

namespace {
constexpr contract::Member kListDishesRequestMembers[] = {
    {.name = "FromDish", .shape = &kDishName, .offset = offsetof(kitchen::ListDishesRequest, FromDish), .access = &contract::MemberAccessOf<std::optional<std::string>>::value},
    {.name = "FromCourse", .shape = &kCourse, .offset = offsetof(kitchen::ListDishesRequest, FromCourse), .access = &contract::MemberAccessOf<std::optional<std::string>>::value},
};
}  // namespace
const contract::Shape shapes::ListDishesRequest = {
    .name = "ListDishesRequest", .kind = Kind::kStructure,
    .members = kListDishesRequestMembers,
    .make = &contract::make<kitchen::ListDishesRequest>,
};

namespace {
constexpr contract::Member kDishMembers[] = {
    {.name = "Name", .shape = &kDishName, .offset = offsetof(kitchen::Dish, Name), .access = &contract::MemberAccessOf<std::optional<std::string>>::value},
    {.name = "Initial", .shape = &kInitial, .offset = offsetof(kitchen::Dish, Initial), .access = &contract::MemberAccessOf<std::optional<std::string>>::value},
    {.name = "Photo", .shape = &kPhoto, .offset = offsetof(kitchen::Dish, Photo), .access = &contract::MemberAccessOf<std::optional<aws::Blob>>::value},
    {.name = "Vegan", .shape = &kFlag, .offset = offsetof(kitchen::Dish, Vegan), .access = &contract::MemberAccessOf<std::optional<bool>>::value},
    {.name = "Servings", .shape = &kServings, .offset = offsetof(kitchen::Dish, Servings), .access = &contract::MemberAccessOf<std::optional<int>>::value},
    {.name = "Grams", .shape = &kGrams, .offset = offsetof(kitchen::Dish, Grams), .access = &contract::MemberAccessOf<std::optional<std::int64_t>>::value},
    {.name = "Salt", .shape = &kRatio, .offset = offsetof(kitchen::Dish, Salt), .access = &contract::MemberAccessOf<std::optional<double>>::value},
    {.name = "Sugar", .shape = &kShare, .offset = offsetof(kitchen::Dish, Sugar), .access = &contract::MemberAccessOf<std::optional<double>>::value},
    {.name = "CookedAt", .shape = &kMoment, .offset = offsetof(kitchen::Dish, CookedAt), .access = &contract::MemberAccessOf<std::optional<aws::Timestamp>>::value},
    {.name = "Course", .shape = &kCourse, .offset = offsetof(kitchen::Dish, Course), .access = &contract::MemberAccessOf<std::optional<std::string>>::value},
    {.name = "Recipe", .shape = &kSecret, .offset = offsetof(kitchen::Dish, Recipe), .access = &contract::MemberAccessOf<std::optional<std::string>>::value},
    {.name = "Ingredients", .shape = &kIngredientMap, .offset = offsetof(kitchen::Dish, Ingredients), .access = &contract::MemberAccessOf<std::map<std::string, kitchen::Ingredient>>::value},
    {.name = "Prices", .shape = &kPriceMap, .offset = offsetof(kitchen::Dish, Prices), .access = &contract::MemberAccessOf<std::map<std::string, std::int64_t>>::value},
    {.name = "Garnish", .shape = &kString, .offset = offsetof(kitchen::Dish, Garnish), .access = &contract::MemberAccessOf<std::optional<std::string>>::value},
};
}  // namespace
const contract::Shape shapes::Dish = {
    .name = "Dish", .kind = Kind::kStructure,
    .members = kDishMembers,
};

namespace {
constexpr contract::Member kListDishesResponseMembers[] = {
    {.name = "Dishes", .shape = &kDishList, .always = true, .offset = offsetof(kitchen::ListDishesResponse, Dishes), .access = &contract::MemberAccessOf<std::vector<kitchen::Dish>>::value},
    {.name = "Others", .shape = &kDishList, .offset = offsetof(kitchen::ListDishesResponse, Others), .access = &contract::MemberAccessOf<std::vector<kitchen::Dish>>::value},
    {.name = "NextDish", .shape = &kDishName, .offset = offsetof(kitchen::ListDishesResponse, NextDish), .access = &contract::MemberAccessOf<std::optional<std::string>>::value},
    {.name = "NextCourse", .shape = &kCourse, .offset = offsetof(kitchen::ListDishesResponse, NextCourse), .access = &contract::MemberAccessOf<std::optional<std::string>>::value},
    {.name = "IsTruncated", .shape = &kFlag, .offset = offsetof(kitchen::ListDishesResponse, IsTruncated), .access = &contract::MemberAccessOf<std::optional<bool>>::value},
};
}  // namespace
const contract::Shape shapes::ListDishesResponse = {
    .name = "ListDishesResponse", .kind = Kind::kStructure,
    .members = kListDishesResponseMembers,
    .make = &contract::make<kitchen::ListDishesResponse>,
};

namespace {
constexpr contract::Member kOrderDishRequestMembers[] = {
    {.name = "OrderNumber", .shape = &kString, .idempotency_token = true, .offset = offsetof(kitchen::OrderDishRequest, OrderNumber), .access = &contract::MemberAccessOf<std::optional<std::string>>::value},
};
}  // namespace
const contract::Shape shapes::OrderDishRequest = {
    .name = "OrderDishRequest", .kind = Kind::kStructure,
    .members = kOrderDishRequestMembers,
    .make = &contract::make<kitchen::OrderDishRequest>,
};

const contract::Shape shapes::OrderDishResponse = {
    .name = "OrderDishResponse", .kind = Kind::kStructure,
    .make = &contract::make<kitchen::OrderDishResponse>,
};

namespace {
constexpr contract::Member kPutDishRequestMembers[] = {
    {.name = "Dish", .shape = &kDishList, .offset = offsetof(kitchen::PutDishRequest, Dish), .access = &contract::MemberAccessOf<std::vector<kitchen::Dish>>::value},
};
}  // namespace
const contract::Shape shapes::PutDishRequest = {
    .name = "PutDishRequest", .kind = Kind::kStructure,
    .members = kPutDishRequestMembers,
    .make = &contract::make<kitchen::PutDishRequest>,
};

const contract::Shape shapes::PutDishResponse = {
    .name = "PutDishResponse", .kind = Kind::kStructure,
    .make = &contract::make<kitchen::PutDishResponse>,
};

namespace {
constexpr contract::Member kReadMenuRequestMembers[] = {
    {.name = "Page", .shape = &kStepList, .offset = offsetof(kitchen::ReadMenuRequest, Page), .access = &contract::MemberAccessOf<std::vector<std::string>>::value},
};
}  // namespace
const contract::Shape shapes::ReadMenuRequest = {
    .name = "ReadMenuRequest", .kind = Kind::kStructure,
    .members = kReadMenuRequestMembers,
    .make = &contract::make<kitchen::ReadMenuRequest>,
};

namespace {
constexpr contract::Member kReadMenuResponseMembers[] = {
    {.name = "Page", .shape = &kStepList, .sparse = true, .offset = offsetof(kitchen::ReadMenuResponse, Page), .access = &contract::MemberAccessOf<std::vector<std::string>>::value},
    {.name = "Lines", .shape = &kStepList, .offset = offsetof(kitchen::ReadMenuResponse, Lines), .access = &contract::MemberAccessOf<std::optional<std::vector<std::string>>>::value},
};
}  // namespace
const contract::Shape shapes::ReadMenuResponse = {
    .name = "ReadMenuResponse", .kind = Kind::kStructure,
    .members = kReadMenuResponseMembers,
    .make = &contract::make<kitchen::ReadMenuResponse>,
};

const contract::Shape shapes::TurnOffRequest = {
    .name = "TurnOffRequest", .kind = Kind::kStructure,
    .make = &contract::make<kitchen::TurnOffRequest>,
};

const contract::Shape shapes::TurnOffResponse = {
    .name = "TurnOffResponse", .kind = Kind::kStructure,
    .make = &contract::make<kitchen::TurnOffResponse>,
};

namespace {
constexpr contract::Member kWashDishRequestMembers[] = {
    {.name = "DishName", .shape = &kDishName, .offset = offsetof(kitchen::WashDishRequest, DishName), .access = &contract::MemberAccessOf<std::optional<std::string>>::value},
};
}  // namespace
const contract::Shape shapes::WashDishRequest = {
    .name = "WashDishRequest", .kind = Kind::kStructure,
    .members = kWashDishRequestMembers,
    .make = &contract::make<kitchen::WashDishRequest>,
};

const contract::Shape shapes::WashDishResponse = {
    .name = "WashDishResponse", .kind = Kind::kStructure,
    .make = &contract::make<kitchen::WashDishResponse>,
};

namespace {

const contract::Shape kDishName = {.name = "dishName", .kind = Kind::kString, .min = 1, .max = 64, .pattern = "[\\w \"\\-]+"};

const contract::Shape kString = {.name = "String", .kind = Kind::kString};

const contract::Shape kStepList = {.name = "StepList", .kind = Kind::kList, .element = &kString, .element_name = "member", .container = &contract::ContainerAccessOf<std::vector<std::string>>::value};

const contract::Shape kStepTable = {.name = "StepTable", .kind = Kind::kList, .element = &kStepList, .element_name = "member", .container = &contract::ContainerAccessOf<std::vector<std::vector<std::string>>>::value, .min = 1};

const contract::Shape kTagList = {.name = "TagList", .kind = Kind::kList, .element = &kString, .element_name = "member", .flattened = true, .container = &contract::ContainerAccessOf<std::vector<std::string>>::value};

const contract::Shape kServings = {.name = "Servings", .kind = Kind::kInteger, .min = 1, .max = 12};

const contract::Shape kInitial = {.name = "Initial", .kind = Kind::kString};

const contract::Shape kPhoto = {.name = "Photo", .kind = Kind::kBlob, .max = 1024};

const contract::Shape kFlag = {.name = "Flag", .kind = Kind::kBoolean};

const contract::Shape kGrams = {.name = "Grams", .kind = Kind::kLong};

const contract::Shape kRatio = {.name = "Ratio", .kind = Kind::kDouble};

const contract::Shape kShare = {.name = "Share", .kind = Kind::kDouble};

const contract::Shape kMoment = {.name = "Moment", .kind = Kind::kTimestamp};

constexpr std::string_view kCourseValues[] = {"starter", "main", "dessert", "snack"};
const contract::Shape kCourse = {.name = "Course", .kind = Kind::kString, .values = kCourseValues};

const contract::Shape kSecret = {.name = "Secret", .kind = Kind::kString, .sensitive = true};

const contract::Shape kIngredientList = {.name = "IngredientList", .kind = Kind::kList, .element = &shapes::Ingredient, .element_name = "member", .container = &contract::ContainerAccessOf<std::vector<kitchen::Ingredient>>::value};

const contract::Shape kIngredientMap = {.name = "IngredientMap", .kind = Kind::kMap, .element = &shapes::Ingredient, .key_name = "key", .value_name = "value", .container = &contract::ContainerAccessOf<std::map<std::string, kitchen::Ingredient>>::value};

const contract::Shape kPriceMap = {.name = "PriceMap", .kind = Kind::kMap, .element = &kGrams, .key_name = "course", .value_name = "price", .flattened = true, .container = &contract::ContainerAccessOf<std::map<std::string, std::int64_t>>::value};

const contract::Shape kDishList = {.name = "DishList", .kind = Kind::kList, .element = &shapes::Dish, .element_name = "item", .container = &contract::ContainerAccessOf<std::vector<kitchen::Dish>>::value, .max = 10};

}  // namespace

namespace {
constexpr contract::ErrorCode kCookDishErrors[] = {
    {"Burnt", 409, Fault::kSender},
    {"GasLeak", 500, Fault::kReceiver},
    {"NoSuchRecipe", 400, Fault::kSender},
};
constexpr std::string_view kCookDishResources[] = {"arn:aws:kitchen:{region}:{account}:dish/{DishName}"};
}  // namespace
const contract::OperationFor<CookDishRequest, CookDishResponse> operations::CookDish = {{
    .name = "CookDish", .service = &kService,
    .input = &shapes::CookDishRequest, .output = &shapes::CookDishResponse,
    .result_wrapper = "CookDishResult",
    .errors = kCookDishErrors,
    .iam_action = "kitchen:CookDish",
    .resources = kCookDishResources,
    .repeat = contract::Repeat::kToken}};

namespace {
constexpr std::string_view kListDishesResources[] = {"*"};
}  // namespace
const contract::OperationFor<ListDishesRequest, ListDishesResponse> operations::ListDishes = {{
    .name = "ListDishes", .service = &kService,
    .input = &shapes::ListDishesRequest, .output = &shapes::ListDishesResponse,
    .result_wrapper = "ListDishesResult",
    .iam_action = "kitchen:ListDishes",
    .resources = kListDishesResources,
    .repeat = contract::Repeat::kSafe}};

namespace {
constexpr std::string_view kOrderDishResources[] = {"arn:aws:kitchen:{region}:{account}:order/{OrderNumber|order,OrderNumber}"};
}  // namespace
const contract::OperationFor<OrderDishRequest, OrderDishResponse> operations::OrderDish = {{
    .name = "OrderDish", .service = &kService,
    .input = &shapes::OrderDishRequest, .output = &shapes::OrderDishResponse,
    .result_wrapper = "",
    .iam_action = "kitchen:OrderDish",
    .resources = kOrderDishResources,
    .repeat = contract::Repeat::kToken}};

namespace {
constexpr std::string_view kPutDishResources[] = {"*"};
constexpr std::string_view kPutDishTagged[] = {"*"};
}  // namespace
const contract::OperationFor<PutDishRequest, PutDishResponse> operations::PutDish = {{
    .name = "PutDish", .service = &kService,
    .input = &shapes::PutDishRequest, .output = &shapes::PutDishResponse,
    .result_wrapper = "",
    .iam_action = "kitchen:PutDish",
    .resources = kPutDishResources,
    .tagging = {"kitchen:TagDish", kPutDishTagged, "kitchen:CreateAction"},
    .repeat = contract::Repeat::kSafe}};

namespace {
constexpr std::string_view kReadMenuResources[] = {"*"};
}  // namespace
const contract::OperationFor<ReadMenuRequest, ReadMenuResponse> operations::ReadMenu = {{
    .name = "ReadMenu", .service = &kService,
    .input = &shapes::ReadMenuRequest, .output = &shapes::ReadMenuResponse,
    .result_wrapper = "ReadMenuResult",
    .iam_action = "kitchen:ReadMenu",
    .resources = kReadMenuResources,
    .anonymous = true,
    .repeat = contract::Repeat::kSafe}};

namespace {
constexpr std::string_view kTurnOffResources[] = {"*"};
}  // namespace
const contract::OperationFor<TurnOffRequest, TurnOffResponse> operations::TurnOff = {{
    .name = "TurnOff", .service = &kService,
    .input = &shapes::TurnOffRequest, .output = &shapes::TurnOffResponse,
    .result_wrapper = "",
    .iam_action = "",
    .resources = kTurnOffResources,
    .repeat = contract::Repeat::kUnsafe}};

namespace {
constexpr std::string_view kWashDishResources[] = {"arn:aws:kitchen:{region}:{account}:dish/{DishName}"};
}  // namespace
const contract::OperationFor<WashDishRequest, WashDishResponse> operations::WashDish = {{
    .name = "WashDish", .service = &kService,
    .input = &shapes::WashDishRequest, .output = &shapes::WashDishResponse,
    .result_wrapper = "",
    .iam_action = "kitchen:WashDish",
    .resources = kWashDishResources,
    .repeat = contract::Repeat::kSafe}};

namespace {
constexpr contract::Acceptor kDishReadyAcceptors[] = {
    {contract::Verdict::kSuccess, contract::Matcher::kPathAll, "Dishes[].Course", "dessert"},
    {contract::Verdict::kFailure, contract::Matcher::kPathAny, "Dishes[].Name", "\"burnt\""},
    {contract::Verdict::kSuccess, contract::Matcher::kPath, "length(Dishes[]) > `0`", "true"},
    {contract::Verdict::kRetry, contract::Matcher::kError, "", "NoSuchRecipe"},
    {contract::Verdict::kRetry, contract::Matcher::kStatus, "", "404"},
};
}  // namespace
const contract::WaiterFor<Api, ListDishesRequest, ListDishesResponse> waiters::DishReady = {{
    .name = "DishReady", .operation = &operations::ListDishes,
    .delay_seconds = 5, .max_attempts = 20,
    .acceptors = kDishReadyAcceptors}};

namespace {
constexpr std::string_view kListDishesInputTokens[] = {"FromDish", "FromCourse"};
constexpr std::string_view kListDishesOutputTokens[] = {"NextDish", "NextCourse"};
}  // namespace
const contract::PaginatorFor<Api, ListDishesRequest, ListDishesResponse> paginators::ListDishes = {{
    .operation = &operations::ListDishes,
    .input_tokens = kListDishesInputTokens, .output_tokens = kListDishesOutputTokens,
    .more_results = "IsTruncated"}};

namespace {
constexpr std::string_view kReadMenuInputTokens[] = {"Page"};
constexpr std::string_view kReadMenuOutputTokens[] = {"Page"};
}  // namespace
const contract::PaginatorFor<Api, ReadMenuRequest, ReadMenuResponse> paginators::ReadMenu = {{
    .operation = &operations::ReadMenu,
    .input_tokens = kReadMenuInputTokens, .output_tokens = kReadMenuOutputTokens,
    .more_results = ""}};

namespace {
constexpr const contract::Operation* kOperations[] = {
    &operations::CookDish,
    &operations::ListDishes,
    &operations::OrderDish,
    &operations::PutDish,
    &operations::ReadMenu,
    &operations::TurnOff,
    &operations::WashDish,
};
}  // namespace
const contract::Service kService = {
    .name = "kitchen",
    .service_id = "Kitchen Sink",
    .endpoint_prefix = "kitchen-sink",
    .signing_name = "kitchen",
    .signing_region = "us-east-1",
    .protocol = contract::ProtocolKind::kQuery,
    .api_version = "2026-01-01",
    .target_prefix = "",
    .xml_namespace = "https://kitchen.example.com/doc/2026-01-01/",
    .error_namespace = "com.example.kitchen",
    .operations = kOperations};

CookDishResponse Api::CookDish(const CookDishRequest& request) const {
  CookDishResponse response;
  channel_.call(operations::CookDish, &request, &response);
  return response;
}

ListDishesResponse Api::ListDishes(const ListDishesRequest& request) const {
  ListDishesResponse response;
  channel_.call(operations::ListDishes, &request, &response);
  return response;
}

OrderDishResponse Api::OrderDish(const OrderDishRequest& request) const {
  OrderDishResponse response;
  channel_.call(operations::OrderDish, &request, &response);
  return response;
}

PutDishResponse Api::PutDish(const PutDishRequest& request) const {
  PutDishResponse response;
  channel_.call(operations::PutDish, &request, &response);
  return response;
}

ReadMenuResponse Api::ReadMenu(const ReadMenuRequest& request) const {
  ReadMenuResponse response;
  channel_.call(operations::ReadMenu, &request, &response);
  return response;
}

TurnOffResponse Api::TurnOff(const TurnOffRequest& request) const {
  TurnOffResponse response;
  channel_.call(operations::TurnOff, &request, &response);
  return response;
}

WashDishResponse Api::WashDish(const WashDishRequest& request) const {
  WashDishResponse response;
  channel_.call(operations::WashDish, &request, &response);
  return response;
}

}  // namespace aws::kitchen
