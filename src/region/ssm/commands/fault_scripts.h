// What the AWSFIS documents run in an instance, behind their parameters as shell variables and $Address, the instance's
// own. Those that last do so until they are told to end, which happens when their time has passed.
#pragma once

#include <string_view>

namespace aws::region::ssm {

// Before each of them: tells which processes are the instance's own. Those that have its home, or all where it is alone
// with its pid 1. And whether an interface is: one that does not hold the instance's address is the machine's.
inline constexpr std::string_view kOwn = R"sh(
ours() { grep -qzxF "HOME=$HOME" "/proc/$1/environ"; }
ours 1 2> /dev/null && ours() { [[ $1 != 1 ]]; }
need_own() {
  ip -o -4 address show dev "$1" 2> /dev/null | grep -qF "inet $Address/" ||
    { echo "Instances of this region have no network of their own: $1 is not this instance's" >&2; exit 1; }
}
)sh";

// As many loops as there are CPUs, each busy for its share of every second. The CPUs are those of all instances, so the
// instance's own part of them is taken from it besides: when a t3.micro has spent its credits, which it soon has with
// all its CPUs busy, a tenth of it is left.
inline constexpr std::string_view kCpuStress = R"sh(
(( CPU > 0 )) || CPU=$(nproc)
busy() {
  (( LoadPercent < 100 )) || while :; do :; done
  local work idle
  printf -v work '%d.%02d' $((LoadPercent / 100)) $((LoadPercent % 100))
  printf -v idle '0.%02d' $((100 - LoadPercent))
  while :; do timeout "$work" bash -c 'while :; do :; done'; sleep "$idle"; done
}
others=()
look() {
  others=()
  local process pid line fields
  for process in /proc/[0-9]*; do
    pid=${process#/proc/}
    { read -r line < "$process/stat"; } 2> /dev/null || continue
    fields=(${line##*) })
    [[ ${fields[3]} == "$$" || $pid == "$PPID" ]] && continue  # of this session
    ours "$pid" 2> /dev/null && others+=("$pid")
  done
}
trap 'kill -CONT "${others[@]}" 2> /dev/null; exit 0' TERM
for (( n = 0; n < CPU; n++ )); do busy & done
echo "$CPU CPUs at $LoadPercent %"
percent=$((LoadPercent * (CPU < $(nproc) ? CPU : $(nproc)) / $(nproc) * 9 / 10))
printf -v away '0.0%02d' $((percent / 2))
printf -v back '0.0%02d' $((50 - percent / 2))
for (( turn = 0; ; turn++ )); do
  (( turn % 40 )) || look
  kill -STOP "${others[@]}" 2> /dev/null; sleep "$away"
  kill -CONT "${others[@]}" 2> /dev/null; sleep "$back"
done
)sh";

// A reader keeps a line that does not end. An instance that nothing bounds has what a t3.micro has.
inline constexpr std::string_view kMemoryStress = R"sh(
limit=$((1024 * 1024 * 1024))
bound=$(cat /sys/fs/cgroup/memory.max 2> /dev/null)
[[ $bound =~ ^[0-9]{1,12}$ ]] && (( bound < limit )) && limit=$bound
bytes=$((limit * Percent / 100 / Workers))
for (( n = 0; n < Workers; n++ )); do
  { head -c "$bytes" /dev/zero; sleep infinity; } | tail -n 1 > /dev/null &
done
echo "$Workers times $bytes bytes"
wait
)sh";

inline constexpr std::string_view kKillProcess = R"sh(
found=0
for process in /proc/[0-9]*; do
  pid=${process#/proc/}
  [[ $pid == "$$" || $pid == "$PPID" ]] && continue
  { read -r name < "$process/comm"; } 2> /dev/null || continue
  [[ $name =~ $ProcessName ]] && ours "$pid" 2> /dev/null && kill -s "$Signal" "$pid" && found=$((found + 1))
done
(( found > 0 )) || { echo "No process matches $ProcessName" >&2; exit 1; }
echo "$Signal to $found processes"
)sh";

// What an interface does to packets. Not every kernel has netem; without it another program holds them back.
inline constexpr std::string_view kNetworkLatency = R"sh(
need_own "$Interface"
trap 'tc qdisc del dev "$Interface" root; exit 0' TERM
if tc qdisc add dev "$Interface" root netem delay "${DelayMilliseconds}ms" 2> /dev/null; then
  echo "$DelayMilliseconds ms on $Interface by netem"
  sleep infinity & wait
fi
trap - TERM
exec delay-line "$Interface" "$DelayMilliseconds"
)sh";

// What is sent to these blocks, and to the addresses that these names have now, is slow; what is slow otherwise is on
// the way and lasts as long as this.
inline constexpr std::string_view kNetworkLatencySources = R"sh(
[[ -z $Blocks$Names ]] || need_own "$Interface"
for name in $Names; do
  addresses=$(getent ahostsv4 "$name" | cut -d ' ' -f 1 | sort -u)
  [[ -n $addresses ]] || { echo "The domain name $name has no IPv4 address" >&2; exit 1; }
  echo "$name is" $addresses
  Blocks+=" $addresses"
done
echo "$DelayMilliseconds +- $JitterMilliseconds ms to $Sources"
[[ -z $Blocks ]] || exec delay-line "$Interface" "$DelayMilliseconds~$JitterMilliseconds" $Blocks
trap 'exit 0' TERM
sleep infinity & wait
)sh";

inline constexpr std::string_view kNetworkPacketLoss = R"sh(
need_own "$Interface"
trap 'tc qdisc del dev "$Interface" root 2> /dev/null || nft delete table ip fis; exit 0' TERM
# Not every kernel has netem; nftables loses packets as well, of both directions.
most=$((LossPercent - 1))
tc qdisc add dev "$Interface" root netem loss "$LossPercent%" 2> /dev/null || nft -f - <<END || exit 1
table ip fis {
  chain sent { type filter hook output priority filter; oifname "$Interface" numgen random mod 100 <= $most drop; }
  chain received { type filter hook input priority filter; iifname "$Interface" numgen random mod 100 <= $most drop; }
}
END
echo "$LossPercent % lost on $Interface"
sleep infinity & wait
)sh";

}  // namespace aws::region::ssm
