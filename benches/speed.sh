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
echo "server $url, $connections connections, $seconds s each, payspec 60 s"

say() { printf '%-28s %s\n' "$1" "$2"; }
there() { command -v "$1" >/dev/null 2>&1; }

# A hunt ends with some seconds of waiting for late looks; in a minute they are a small part of it.
"$payspec" fuzz --url "$url" --key-env KEY --other-key-env OTHER_KEY --pace off --for 60s \
    --workers "$connections" --out "$work/fuzz" >"$work/fuzz.txt" || true
say "payspec fuzz, checked" "$(grep -o '([0-9]*/s)' "$work/fuzz.txt")"

# oha sends one body, so all its creates but the first are replays. wrk is given the mix of a hunt, in twentieths: six
# new payouts, three refused bodies, two replays, two conflicts, three cancels, two reads, a list and requirements.
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
local wrong = body:gsub('"CC"', '"NO"')
local json = { Authorization = "Bearer " .. os.getenv("KEY"), ["Content-Type"] = "application/json" }
local plain = { Authorization = json.Authorization }
local threads, number, n = 0, 0, 0
setup = function(thread) thread:set("number", threads); threads = threads + 1 end
local function create(text, name) return wrk.format("POST", "/v1/payouts", json, (text:gsub("speed%-1", name))) end
local function get(path) return wrk.format("GET", path, plain) end
request = function()
  n = n + 1
  local turn, own = n % 20, "wrk-" .. number .. "-" .. n
  if turn < 6 then return create(body, own) end
  if turn < 9 then return create(wrong, own) end
  if turn < 11 then return create(body, "speed-1") end
  if turn < 13 then return create(body:gsub("450000", "45" .. n), "speed-1") end
  if turn < 16 then return wrk.format("POST", "/v1/payouts/po_x/cancel", plain) end
  if turn < 18 then return get("/v1/payouts/po_x") end
  return get(turn == 18 and "/v1/payouts" or "/v1/payouts/requirements/CO")
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
    say "hurl --parallel" "$((200 * 20 * 1000 / took)) requests/s; $(grep -i 'succeeded' "$work/hurl.txt" || true)"
fi
if there st; then
    # Schemathesis tests what a description of the API says; it is given the same request schema.
    python3 - schemas/clevis/create-request.json "$work/openapi.json" <<'PY'
import json, sys
body = json.load(open(sys.argv[1]))
answer = {"description": "an answer", "content": {"application/json": {"schema": {"type": "object"}}}}
def operation(name, statuses, **more):
    return {"operationId": name, "security": [{"key": []}], "responses": {s: dict(answer) for s in statuses.split()}, **more}
path = [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}]
create = operation("create", "200 201 400 401 404 409 422",
    requestBody={"required": True, "content": {"application/json": {"schema": body}}})
create["responses"]["201"]["links"] = {
    name: {"operationId": name, "parameters": {"id": "$response.body#/id"}} for name in ("read", "cancel")}
paths = {"/v1/payouts": {"post": create, "get": operation("list", "200 401 422")},
    "/v1/payouts/{id}": {"get": operation("read", "200 401 404", parameters=path)},
    "/v1/payouts/{id}/cancel": {"post": operation("cancel", "200 401 404 409", parameters=path)}}
json.dump({"openapi": "3.1.0", "info": {"title": "payouts", "version": "1"}, "paths": paths,
    "components": {"securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}}}, open(sys.argv[2], "w"))
PY
    (cd "$work" && st run openapi.json --url "$url" -H "Authorization: Bearer $KEY" --workers "$connections" \
        --max-time "$seconds" --continue-on-failure >st.txt 2>&1) || true
    cases=$(grep -o '[0-9]* generated' "$work/st.txt" | grep -o '[0-9]*')
    say "schemathesis, test cases" "$((cases / seconds)) a second"
fi
