-- Texts that live for ever, many at once.
--
-- KEYS  n keys, then their n side keys
-- ARGV  n positions, then n texts
-- Returns how many changes were older than what is there.

local n = #KEYS / 2
local held = redis.call('MGET', unpack(KEYS, n + 1, 2 * n))
local out, size, older = {}, 0, 0
for i = 1, n do
  local new = ARGV[i]
  if takes(new, held[i]) then
    out[size + 1] = KEYS[i]
    out[size + 2] = ARGV[n + i]
    out[size + 3] = KEYS[n + i]
    out[size + 4] = mark(new, held[i])
    size = size + 4
  else
    older = older + 1
  end
end
if size > 0 then
  redis.call('MSET', unpack(out, 1, size))
end
return older
