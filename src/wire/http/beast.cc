// The one place where Boost.Beast's own sources are compiled; see BOOST_BEAST_SEPARATE_COMPILATION.
#include <boost/beast/src.hpp>
