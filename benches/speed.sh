#!/usr/bin/env bash
# Checked requests per second beside what load generators and other checkers reach against the same server, in one run.
# Wants a quiet machine, `cargo build --release`, and as many of wrk, oha, hurl and st (Schemathesis) as are installed:
#
#   cargo install oha hurl; pip install schemathesis; apt-get install wrk
#   bash benches/speed.sh [SECONDS] [CONNECTIONS]
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-20} connections=${2:-16}
payspec=${PAYSPEC:-target/release/payspec}
work=$(mktemp -d)
export KEY=clv_test_demo_9f2b6c1e OTHER_KEY=clv_test_other_41d7a0c3

"$payspec" serve clevis --port 0 >"$work/serve" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null; rm -rf "$work"' EXIT
until url=$(grep -o 'http://[0-9.:]*' "$work/serve"); do sleep 0.1; done
echo "server $url, $connections connections, $seconds s each"

say() { printf '%-28s %s\n' "$1" "$2"; }
there() { command -v "$1" >/dev/null 2>&1; }

"$payspec" fuzz --url "$url" --key-env KEY --other-key-env OTHER_KEY --pace off --for "${seconds}s" \
    --workers "$connections" --out "$work/fuzz" >"$work/fuzz.txt" || true
say "payspec fuzz, checked" "$(grep -o '([0-9]*/s)' "$work/fuzz.txt")"

# The mix of a hunt is about two creates to one look; load generators send one body, so creates are replays for them.
cat >"$work/create.json" <<'JSON'
{"amount":"450000.00","currency":"COP","country":"CO","external_id":"speed-1","description":"Nómina","beneficiary":{"name":"María Gómez","document_type":"CC","document_id":"1032456789","bank_account":{"bank_code":"1007","account_number":"12345678901","account_type":"CHECKING"}},"processing":{"step_seconds":0}}
JSON
if there oha; then
    oha --no-tui -z "${seconds}s" -c "$connections" -m POST -H "Authorization: Bearer $KEY" \
        -H 'Content-Type: application/json' -D "$work/create.json" "$url/v1/payouts" >"$work/oha-create"
    oha --no-tui -z "${seconds}s" -c "$connections" -H "Authorization: Bearer $KEY" "$url/v1/payouts/po_x" >"$work/oha-read"
    say "oha, creates" "$(grep 'Requests/sec' "$work/oha-create")"
    say "oha, reads" "$(grep 'Requests/sec' "$work/oha-read")"
fi
if there wrk; then
    cat >"$work/mix.lua" <<'LUA'
local file = io.open(os.getenv("BODY")); local body = file:read("*a"); file:close()
local key = "Bearer " .. os.getenv("KEY"); local n = 0
request = function()
  n = n + 1
  if n % 3 == 0 then return wrk.format("GET", "/v1/payouts/po_x", { Authorization = key }) end
  return wrk.format("POST", "/v1/payouts", { Authorization = key, ["Content-Type"] = "application/json" }, body)
end
LUA
    BODY="$work/create.json" wrk -t2 -c"$connections" -d"${seconds}s" -s "$work/mix.lua" "$url" >"$work/wrk"
    say "wrk, the same mix" "$(grep 'Requests/sec' "$work/wrk")"
fi
if there hurl; then
    mkdir "$work/hurl"
    for number in $(seq 1 200); do
        {
            for step in $(seq 1 10); do
                printf 'POST %s/v1/payouts\nAuthorization: Bearer %s\n' "$url" "$KEY"
                sed "s/speed-1/hurl-$number-$step/" "$work/create.json"
                printf 'HTTP 201\n[Captures]\nid: jsonpath "$.id"\n[Asserts]\nheader "X-Request-ID" exists\njsonpath "$.status" == "PAID"\njsonpath "$.amount" == "450000.00"\njsonpath "$.currency" == "COP"\njsonpath "$.external_id" == "hurl-%s-%s"\n\n' "$number" "$step"
                printf 'GET %s/v1/payouts/{{id}}\nAuthorization: Bearer %s\nHTTP 200\n[Asserts]\njsonpath "$.id" == "{{id}}"\njsonpath "$.status" == "PAID"\n\n' "$url" "$KEY"
            done
        } >"$work/hurl/$number.hurl"
    done
    began=$(date +%s%N)
    hurl --test --parallel --jobs "$connections" "$work"/hurl/*.hurl >"$work/hurl.txt" 2>&1 || true
    took=$((($(date +%s%N) - began) / 1000000))
    say "hurl --parallel" "$((200 * 20 * 1000 / took)) requests/s ($(grep -c success "$work/hurl.txt" || true) lines of success)"
fi
if there st; then
    say "schemathesis" "give it a description of the API: st run openapi.yaml --url $url -H 'Authorization: Bearer \$KEY'"
fi
