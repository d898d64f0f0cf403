// Which region a data folder belongs to. Its ARNs, zones and identifiers are in everything that is kept there.
#pragma once

#include "base/place.h"
#include "region/store/store.h"

namespace aws::region {

// Throws "DataFolderOfAnotherRegion", with nothing changed, when the folder was made for another region.
void take_home(Store& store, const Place& place);

}  // namespace aws::region
