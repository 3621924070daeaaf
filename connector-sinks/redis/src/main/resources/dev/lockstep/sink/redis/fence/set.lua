-- Texts that live for ever, many at once.
--
-- KEYS  n keys, then their n side keys
-- ARGV  n positions, then n texts
-- Returns how many changes were older than what is there.

local n = #KEYS / 2
local held = redis.call('MGET', unpack(KEYS, n + 1, 2 * n))
local out, size, older = {}, 0, 0
for i = 1, n do
  local new, known = ARGV[i], held[i]
  -- The usual cases, without the calls: nothing is known, or an older position.
  local usual = not known or (#known == 19 and #new == 19 and new >= known)
  if usual or takes(new, known) then
    out[size + 1] = KEYS[i]
    out[size + 2] = ARGV[n + i]
    out[size + 3] = KEYS[n + i]
    out[size + 4] = usual and new or mark(new, known)
    size = size + 4
  else
    older = older + 1
  end
end
if size > 0 then
  redis.call('MSET', unpack(out, 1, size))
end
return older
