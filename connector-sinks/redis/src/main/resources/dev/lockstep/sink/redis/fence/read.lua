-- What is at a key, and what is known of it, at one moment.
--
-- KEYS  the key, its side key
-- ARGV  'text', 'json' or 'hash', and of a hash the fields that are wanted
-- Returns what the side key holds, and the value; of a hash the values of the fields, or nothing
-- where there is no hash.

local held = redis.call('GET', KEYS[2])
local value
if ARGV[1] == 'hash' then
  value = redis.call('EXISTS', KEYS[1]) == 1 and redis.call('HMGET', KEYS[1], unpack(ARGV, 2))
elseif ARGV[1] == 'json' then
  value = redis.call('JSON.GET', KEYS[1])
else
  value = redis.call('GET', KEYS[1])
end
return {held, value}
