#include "region/zonalshift/shift_store.h"

#include "region/service/contains.h"
#include "region/zonalshift/errors.h"

namespace aws::region::zonalshift {

ShiftStore::ShiftStore(Store& store, const Clock& clock, Timers& timers, Random& random)
    : store_(store),
      clock_(clock),
      random_(random),
      shifts_(store, "zonalshift.shift"),
      autoshifts_(store, "zonalshift.autoshift"),
      consents_(store, "zonalshift.consent"),
      changes_(timers) {}

const Shift* ShiftStore::active_shift_of(std::string_view resource) const {
  for (const auto& [_, shift] : shifts_.all()) {
    if (shift.active() && shift.resource == resource) return &shift;
  }
  return nullptr;
}

const Autoshift* ShiftStore::active_autoshift_of(std::string_view resource) const {
  for (const auto& [_, autoshift] : autoshifts_.all()) {
    if (autoshift.active() && contains(autoshift.resources, resource)) return &autoshift;
  }
  return nullptr;
}

std::string ShiftStore::away_from(std::string_view resource) const {
  if (const auto* shift = active_shift_of(resource)) return shift->away_from;
  const auto* autoshift = active_autoshift_of(resource);
  return autoshift == nullptr ? "" : autoshift->away_from;
}

const Shift& ShiftStore::start(Shift shift) {
  if (const auto* other = active_shift_of(shift.resource)) throw already_shifted(shift.resource, other->id);
  shift.id = uuid(random_);
  shift.started_at = now();
  return put(std::move(shift));
}

const Shift& ShiftStore::active(std::string_view id) const {
  const auto* found = find(id);
  if (found == nullptr) throw zonal_shift_not_found(id);
  if (!found->active()) throw no_longer_active(id);
  return *found;
}

const Shift& ShiftStore::put(Shift changed) {
  changes_.announce({changed.resource});
  const auto id = changed.id;
  return shifts_.put(id, std::move(changed));
}

void ShiftStore::end(const Shift& shift, std::string_view status) {
  auto ended = shift;
  ended.status = status;
  put(std::move(ended));
}

const Autoshift& ShiftStore::start_autoshift(const std::vector<std::string>& resources, std::string_view away_from) {
  for (const auto& resource : resources) {
    if (const auto* shift = active_shift_of(resource)) throw already_shifted(resource, shift->id);
    if (active_autoshift_of(resource) != nullptr) throw already_in_autoshift(resource);
  }
  for (const auto& resource : resources) changes_.announce({resource});
  const auto id = uuid(random_);
  return autoshifts_.put(id,
                         {.id = id, .resources = resources, .away_from = std::string(away_from), .started_at = now()});
}

void ShiftStore::end_autoshift(std::string_view id) {
  const auto* found = autoshifts_.find(id);
  if (found == nullptr || !found->active()) return;
  auto ended = *found;
  ended.ended_at = now();
  for (const auto& resource : ended.resources) changes_.announce({resource});
  autoshifts_.put(ended.id, ended);
}

void ShiftStore::leave_autoshifts(const std::string& resource) {
  const auto* autoshift = active_autoshift_of(resource);
  if (autoshift == nullptr) return;
  auto without = *autoshift;
  std::erase(without.resources, resource);
  autoshifts_.put(without.id, without);
  changes_.announce({resource});
}

void ShiftStore::forget_ended_by(std::int64_t moment) {
  std::vector<std::string> old;
  for (const auto& [id, shift] : shifts_.all()) {
    if (!shift.active() && shift.expires_at <= moment) old.push_back(id);
  }
  for (const auto& id : old) shifts_.erase(id);
  old.clear();
  for (const auto& [id, autoshift] : autoshifts_.all()) {
    if (!autoshift.active() && autoshift.ended_at <= moment) old.push_back(id);
  }
  for (const auto& id : old) autoshifts_.erase(id);
}

void ShiftStore::set_autoshifts(const std::string& resource, bool takes_part) {
  store_.transaction([&] {
    if (takes_part) {
      consents_.put(resource, {.resource = resource});
    } else if (consents_.contains(resource)) {
      consents_.erase(resource);
      leave_autoshifts(resource);
    }
  });
}

}  // namespace aws::region::zonalshift
