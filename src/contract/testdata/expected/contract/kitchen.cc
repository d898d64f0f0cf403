// Generated from botocore's kitchen/2026-01-01 service model. Do not edit.
#include "contract/kitchen.h"

#include "contract/access.h"

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
    {.name = "Degrees", .shape = &kServings, .get = &contract::get<&kitchen::OvenSettings::Degrees>, .emplace = &contract::emplace<&kitchen::OvenSettings::Degrees>},
};
}  // namespace
const contract::Shape shapes::OvenSettings = {
    .name = "OvenSettings", .kind = Kind::kStructure,
    .members = kOvenSettingsMembers,
    .make = &contract::make<kitchen::OvenSettings>};

namespace {
constexpr contract::Member kCookDishRequestMembers[] = {
    {.name = "DishName", .location_name = "dishName", .query_name = "Dish", .shape = &kDishName, .required = true, .get = &contract::get<&kitchen::CookDishRequest::DishName>, .emplace = &contract::emplace<&kitchen::CookDishRequest::DishName>},
    {.name = "Steps", .shape = &kStepTable, .required = true, .get = &contract::get<&kitchen::CookDishRequest::Steps>, .emplace = &contract::emplace<&kitchen::CookDishRequest::Steps>},
    {.name = "Tags", .location_name = "Tag", .shape = &kTagList, .flattened = true, .get = &contract::get<&kitchen::CookDishRequest::Tags>, .emplace = &contract::emplace<&kitchen::CookDishRequest::Tags>},
    {.name = "Oven", .shape = &shapes::OvenSettings, .get = &contract::get<&kitchen::CookDishRequest::Oven>, .emplace = &contract::emplace<&kitchen::CookDishRequest::Oven>},
    {.name = "Token", .shape = &kString, .idempotency_token = true, .get = &contract::get<&kitchen::CookDishRequest::Token>, .emplace = &contract::emplace<&kitchen::CookDishRequest::Token>},
};
}  // namespace
const contract::Shape shapes::CookDishRequest = {
    .name = "CookDishRequest", .kind = Kind::kStructure,
    .members = kCookDishRequestMembers,
    .make = &contract::make<kitchen::CookDishRequest>};

namespace {
constexpr contract::Member kIngredientMembers[] = {
    {.name = "Name", .shape = &kString, .get = &contract::get<&kitchen::Ingredient::Name>, .emplace = &contract::emplace<&kitchen::Ingredient::Name>},
    {.name = "Mixture", .shape = &kIngredientList, .get = &contract::get<&kitchen::Ingredient::Mixture>, .emplace = &contract::emplace<&kitchen::Ingredient::Mixture>},
    {.name = "Portions", .shape = &kIngredientMap, .get = &contract::get<&kitchen::Ingredient::Portions>, .emplace = &contract::emplace<&kitchen::Ingredient::Portions>},
    {.name = "NULL", .shape = &kFlag, .get = &contract::get<&kitchen::Ingredient::Null>, .emplace = &contract::emplace<&kitchen::Ingredient::Null>},
};
}  // namespace
const contract::Shape shapes::Ingredient = {
    .name = "Ingredient", .kind = Kind::kStructure,
    .members = kIngredientMembers,
    .make = &contract::make<kitchen::Ingredient>};

namespace {
constexpr contract::Member kCookDishResponseMembers[] = {
    {.name = "Name", .shape = &kDishName, .get = &contract::get<&kitchen::CookDishResponse::Name>, .emplace = &contract::emplace<&kitchen::CookDishResponse::Name>},
    {.name = "Initial", .shape = &kInitial, .get = &contract::get<&kitchen::CookDishResponse::Initial>, .emplace = &contract::emplace<&kitchen::CookDishResponse::Initial>},
    {.name = "Photo", .shape = &kPhoto, .get = &contract::get<&kitchen::CookDishResponse::Photo>, .emplace = &contract::emplace<&kitchen::CookDishResponse::Photo>},
    {.name = "Vegan", .shape = &kFlag, .get = &contract::get<&kitchen::CookDishResponse::Vegan>, .emplace = &contract::emplace<&kitchen::CookDishResponse::Vegan>},
    {.name = "Servings", .shape = &kServings, .get = &contract::get<&kitchen::CookDishResponse::Servings>, .emplace = &contract::emplace<&kitchen::CookDishResponse::Servings>},
    {.name = "Grams", .shape = &kGrams, .get = &contract::get<&kitchen::CookDishResponse::Grams>, .emplace = &contract::emplace<&kitchen::CookDishResponse::Grams>},
    {.name = "Salt", .shape = &kRatio, .get = &contract::get<&kitchen::CookDishResponse::Salt>, .emplace = &contract::emplace<&kitchen::CookDishResponse::Salt>},
    {.name = "Sugar", .shape = &kShare, .get = &contract::get<&kitchen::CookDishResponse::Sugar>, .emplace = &contract::emplace<&kitchen::CookDishResponse::Sugar>},
    {.name = "CookedAt", .shape = &kMoment, .get = &contract::get<&kitchen::CookDishResponse::CookedAt>, .emplace = &contract::emplace<&kitchen::CookDishResponse::CookedAt>},
    {.name = "Course", .shape = &kCourse, .get = &contract::get<&kitchen::CookDishResponse::Course>, .emplace = &contract::emplace<&kitchen::CookDishResponse::Course>},
    {.name = "Recipe", .shape = &kSecret, .get = &contract::get<&kitchen::CookDishResponse::Recipe>, .emplace = &contract::emplace<&kitchen::CookDishResponse::Recipe>},
    {.name = "Ingredients", .shape = &kIngredientMap, .get = &contract::get<&kitchen::CookDishResponse::Ingredients>, .emplace = &contract::emplace<&kitchen::CookDishResponse::Ingredients>},
    {.name = "Prices", .shape = &kPriceMap, .get = &contract::get<&kitchen::CookDishResponse::Prices>, .emplace = &contract::emplace<&kitchen::CookDishResponse::Prices>},
};
}  // namespace
const contract::Shape shapes::CookDishResponse = {
    .name = "CookDishResponse", .kind = Kind::kStructure,
    .members = kCookDishResponseMembers,
    .make = &contract::make<kitchen::CookDishResponse>};

namespace {
constexpr contract::Member kListDishesRequestMembers[] = {
    {.name = "FromDish", .shape = &kDishName, .get = &contract::get<&kitchen::ListDishesRequest::FromDish>, .emplace = &contract::emplace<&kitchen::ListDishesRequest::FromDish>},
    {.name = "FromCourse", .shape = &kCourse, .get = &contract::get<&kitchen::ListDishesRequest::FromCourse>, .emplace = &contract::emplace<&kitchen::ListDishesRequest::FromCourse>},
};
}  // namespace
const contract::Shape shapes::ListDishesRequest = {
    .name = "ListDishesRequest", .kind = Kind::kStructure,
    .members = kListDishesRequestMembers,
    .make = &contract::make<kitchen::ListDishesRequest>};

namespace {
constexpr contract::Member kDishMembers[] = {
    {.name = "Name", .shape = &kDishName, .get = &contract::get<&kitchen::Dish::Name>, .emplace = &contract::emplace<&kitchen::Dish::Name>},
    {.name = "Initial", .shape = &kInitial, .get = &contract::get<&kitchen::Dish::Initial>, .emplace = &contract::emplace<&kitchen::Dish::Initial>},
    {.name = "Photo", .shape = &kPhoto, .get = &contract::get<&kitchen::Dish::Photo>, .emplace = &contract::emplace<&kitchen::Dish::Photo>},
    {.name = "Vegan", .shape = &kFlag, .get = &contract::get<&kitchen::Dish::Vegan>, .emplace = &contract::emplace<&kitchen::Dish::Vegan>},
    {.name = "Servings", .shape = &kServings, .get = &contract::get<&kitchen::Dish::Servings>, .emplace = &contract::emplace<&kitchen::Dish::Servings>},
    {.name = "Grams", .shape = &kGrams, .get = &contract::get<&kitchen::Dish::Grams>, .emplace = &contract::emplace<&kitchen::Dish::Grams>},
    {.name = "Salt", .shape = &kRatio, .get = &contract::get<&kitchen::Dish::Salt>, .emplace = &contract::emplace<&kitchen::Dish::Salt>},
    {.name = "Sugar", .shape = &kShare, .get = &contract::get<&kitchen::Dish::Sugar>, .emplace = &contract::emplace<&kitchen::Dish::Sugar>},
    {.name = "CookedAt", .shape = &kMoment, .get = &contract::get<&kitchen::Dish::CookedAt>, .emplace = &contract::emplace<&kitchen::Dish::CookedAt>},
    {.name = "Course", .shape = &kCourse, .get = &contract::get<&kitchen::Dish::Course>, .emplace = &contract::emplace<&kitchen::Dish::Course>},
    {.name = "Recipe", .shape = &kSecret, .get = &contract::get<&kitchen::Dish::Recipe>, .emplace = &contract::emplace<&kitchen::Dish::Recipe>},
    {.name = "Ingredients", .shape = &kIngredientMap, .get = &contract::get<&kitchen::Dish::Ingredients>, .emplace = &contract::emplace<&kitchen::Dish::Ingredients>},
    {.name = "Prices", .shape = &kPriceMap, .get = &contract::get<&kitchen::Dish::Prices>, .emplace = &contract::emplace<&kitchen::Dish::Prices>},
};
}  // namespace
const contract::Shape shapes::Dish = {
    .name = "Dish", .kind = Kind::kStructure,
    .members = kDishMembers,
    .make = &contract::make<kitchen::Dish>};

namespace {
constexpr contract::Member kListDishesResponseMembers[] = {
    {.name = "Dishes", .shape = &kDishList, .always = true, .get = &contract::get<&kitchen::ListDishesResponse::Dishes>, .emplace = &contract::emplace<&kitchen::ListDishesResponse::Dishes>},
    {.name = "Others", .shape = &kDishList, .get = &contract::get<&kitchen::ListDishesResponse::Others>, .emplace = &contract::emplace<&kitchen::ListDishesResponse::Others>},
    {.name = "NextDish", .shape = &kDishName, .get = &contract::get<&kitchen::ListDishesResponse::NextDish>, .emplace = &contract::emplace<&kitchen::ListDishesResponse::NextDish>},
    {.name = "NextCourse", .shape = &kCourse, .get = &contract::get<&kitchen::ListDishesResponse::NextCourse>, .emplace = &contract::emplace<&kitchen::ListDishesResponse::NextCourse>},
    {.name = "IsTruncated", .shape = &kFlag, .get = &contract::get<&kitchen::ListDishesResponse::IsTruncated>, .emplace = &contract::emplace<&kitchen::ListDishesResponse::IsTruncated>},
};
}  // namespace
const contract::Shape shapes::ListDishesResponse = {
    .name = "ListDishesResponse", .kind = Kind::kStructure,
    .members = kListDishesResponseMembers,
    .make = &contract::make<kitchen::ListDishesResponse>};

namespace {
constexpr contract::Member kOrderDishRequestMembers[] = {
    {.name = "OrderNumber", .shape = &kString, .idempotency_token = true, .get = &contract::get<&kitchen::OrderDishRequest::OrderNumber>, .emplace = &contract::emplace<&kitchen::OrderDishRequest::OrderNumber>},
};
}  // namespace
const contract::Shape shapes::OrderDishRequest = {
    .name = "OrderDishRequest", .kind = Kind::kStructure,
    .members = kOrderDishRequestMembers,
    .make = &contract::make<kitchen::OrderDishRequest>};

const contract::Shape shapes::OrderDishResponse = {
    .name = "OrderDishResponse", .kind = Kind::kStructure,
    .make = &contract::make<kitchen::OrderDishResponse>};

namespace {
constexpr contract::Member kPutDishRequestMembers[] = {
    {.name = "Dish", .shape = &kDishList, .get = &contract::get<&kitchen::PutDishRequest::Dish>, .emplace = &contract::emplace<&kitchen::PutDishRequest::Dish>},
};
}  // namespace
const contract::Shape shapes::PutDishRequest = {
    .name = "PutDishRequest", .kind = Kind::kStructure,
    .members = kPutDishRequestMembers,
    .make = &contract::make<kitchen::PutDishRequest>};

const contract::Shape shapes::PutDishResponse = {
    .name = "PutDishResponse", .kind = Kind::kStructure,
    .make = &contract::make<kitchen::PutDishResponse>};

namespace {
constexpr contract::Member kReadMenuRequestMembers[] = {
    {.name = "Page", .shape = &kStepList, .get = &contract::get<&kitchen::ReadMenuRequest::Page>, .emplace = &contract::emplace<&kitchen::ReadMenuRequest::Page>},
};
}  // namespace
const contract::Shape shapes::ReadMenuRequest = {
    .name = "ReadMenuRequest", .kind = Kind::kStructure,
    .members = kReadMenuRequestMembers,
    .make = &contract::make<kitchen::ReadMenuRequest>};

namespace {
constexpr contract::Member kReadMenuResponseMembers[] = {
    {.name = "Page", .shape = &kStepList, .get = &contract::get<&kitchen::ReadMenuResponse::Page>, .emplace = &contract::emplace<&kitchen::ReadMenuResponse::Page>},
    {.name = "Lines", .shape = &kStepList, .get = &contract::get<&kitchen::ReadMenuResponse::Lines>, .emplace = &contract::emplace<&kitchen::ReadMenuResponse::Lines>},
};
}  // namespace
const contract::Shape shapes::ReadMenuResponse = {
    .name = "ReadMenuResponse", .kind = Kind::kStructure,
    .members = kReadMenuResponseMembers,
    .make = &contract::make<kitchen::ReadMenuResponse>};

const contract::Shape shapes::TurnOffRequest = {
    .name = "TurnOffRequest", .kind = Kind::kStructure,
    .make = &contract::make<kitchen::TurnOffRequest>};

const contract::Shape shapes::TurnOffResponse = {
    .name = "TurnOffResponse", .kind = Kind::kStructure,
    .make = &contract::make<kitchen::TurnOffResponse>};

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

constexpr std::string_view kCourseValues[] = {"starter", "main", "dessert"};
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
}  // namespace
const contract::OperationFor<PutDishRequest, PutDishResponse> operations::PutDish = {{
    .name = "PutDish", .service = &kService,
    .input = &shapes::PutDishRequest, .output = &shapes::PutDishResponse,
    .result_wrapper = "",
    .iam_action = "kitchen:PutDish",
    .resources = kPutDishResources,
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

}  // namespace aws::kitchen
