#!/bin/bash
# User data of the recommendation service's instances: runs once, at the first boot, in the root folder of the instance.
# It leaves a launcher there, because a reboot starts nothing: `bash start_recommendation_server.sh` in that folder
# starts the server again.
set -eu
port=@PORT@
prefix=@PREFIX@

if ! command -v recommendation-server > /dev/null; then
  # A stock Amazon Linux image.
  if ! python3 -c 'import boto3' 2> /dev/null; then
    "$(command -v dnf || command -v yum)" install -y python3 python3-pip
    python3 -m pip install boto3
  fi
  cat > server.py << 'END_OF_SERVER_PY'
@SERVER_PY@
END_OF_SERVER_PY
fi

printf 'port=%s\nexport RESILIENT_SERVICE_PREFIX=%s\n' "$port" "$prefix" > start_recommendation_server.sh
cat >> start_recommendation_server.sh << 'END_OF_LAUNCHER'
# Starts the recommendation server in the background and returns once it listens, or with 1 when it does not. The server
# holds the lock for as long as it lives, so that a second start, of a command that was sent twice, changes nothing.
log=recommendation-server.log
exec 9> recommendation-server.lock
if ! flock --nonblock 9; then
  echo "the recommendation server runs already"
  exit 0
fi
if command -v recommendation-server > /dev/null; then
  server=(recommendation-server "$port")
else
  server=(python3 server.py "$port")
fi
: > "$log"
setsid "${server[@]}" < /dev/null >> "$log" 2>&1 &
pid=$!
# Ever less often: many instances may start on one machine, and asking must not be what keeps them from it.
for pause in 0.05 0.05 0.1 0.2 0.5 $(yes 1 | head -n 29); do
  if grep -q 'listening on' "$log"; then exit 0; fi
  if ! kill -0 "$pid" 2> /dev/null; then break; fi
  sleep "$pause"
done
echo "the recommendation server did not start:" >&2
tail -n 5 "$log" >&2
exit 1
END_OF_LAUNCHER
bash start_recommendation_server.sh
