-- Keys that are gone: rows that were deleted, and cached values that no longer hold.
--
-- KEYS  n keys, then their n side keys
-- ARGV  n positions, then how long to remember them in milliseconds; '' is for ever
-- Returns how many changes were older than what is there.
--
-- Removing comes first, for it is allowed when memory is full, and so is what a script writes after.

local n = #KEYS / 2
local held = redis.call('MGET', unpack(KEYS, n + 1, 2 * n))
local keys, taken = {}, {}
for i = 1, n do
  if takes(ARGV[i], held[i]) then
    keys[#keys + 1] = KEYS[i]
    taken[#taken + 1] = i
  end
end
if #keys > 0 then
  redis.call('UNLINK', unpack(keys))
  for _, i in ipairs(taken) do
    put(KEYS[n + i], mark(ARGV[i], held[i]), ARGV[n + 1])
  end
end
return n - #keys
