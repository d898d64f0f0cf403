// Zonal shifts, autoshifts and who takes part in these, kept in the store with the rules that hold between them. Each
// change is announced by the resource that it concerns. Owned by the region; region thread.
#pragma once

#include <compare>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/announcer.h"
#include "base/clock.h"
#include "base/random.h"
#include "region/store/collection.h"
#include "region/zonalshift/records.h"

namespace aws::region::zonalshift {

// Its shifts are others than before, or last for another time.
struct ShiftsChanged {
  std::string resource;
  auto operator<=>(const ShiftsChanged&) const = default;
};

class ShiftStore {
 public:
  ShiftStore(Store& store, const Clock& clock, Timers& timers, Random& random);

  const std::map<std::string, Shift, std::less<>>& shifts() const { return shifts_.all(); }
  const std::map<std::string, Autoshift, std::less<>>& autoshifts() const { return autoshifts_.all(); }
  const Shift* find(std::string_view id) const { return shifts_.find(id); }
  const Shift* active_shift_of(std::string_view resource) const;          // nullptr when there is none
  const Autoshift* active_autoshift_of(std::string_view resource) const;  // likewise
  // The zone that the resource is to be away from; "" when there is none. What somebody started goes before what was
  // started for them.
  // https://docs.aws.amazon.com/r53recovery/latest/dg/arc-zonal-autoshift.how-it-works.precedence.html
  std::string away_from(std::string_view resource) const;

  const Shift& start(Shift shift);                 // without id and start; throws ConflictException
  const Shift& active(std::string_view id) const;  // throws ResourceNotFoundException, ConflictException
  const Shift& put(Shift changed);
  void end(const Shift& shift, std::string_view status);

  const Autoshift& start_autoshift(const std::vector<std::string>& resources, std::string_view away_from);
  void end_autoshift(std::string_view id);  // nothing when it has ended
  void leave_autoshifts(const std::string& resource);
  // Shifts and autoshifts that had ended at this moment, in milliseconds since the epoch; of one that was canceled it
  // is the moment at which it would have ended.
  void forget_ended_by(std::int64_t moment);

  bool takes_part_in_autoshifts(std::string_view resource) const { return consents_.contains(resource); }
  void set_autoshifts(const std::string& resource, bool takes_part);

  Announcer<ShiftsChanged>& changes() { return changes_; }

 private:
  std::int64_t now() const { return to_milliseconds(clock_.now()); }

  Store& store_;
  const Clock& clock_;
  Random& random_;
  Collection<Shift> shifts_;               // by id
  Collection<Autoshift> autoshifts_;       // by id
  Collection<AutoshiftConsent> consents_;  // by resource
  Announcer<ShiftsChanged> changes_;
};

}  // namespace aws::region::zonalshift
