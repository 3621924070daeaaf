-- A value that was made of the one that is there, unless that has changed since.
--
-- KEYS  the key, its side key
-- ARGV  what the side key held when the value was read, '' for nothing; 'text' or 'json'; the
--       position; the new value; its time to live; the side key's
-- Returns 1 if it was written, 0 if the change is older than what is there, -1 if what is there is
-- not what was read.

local held = redis.call('GET', KEYS[2])
if not takes(ARGV[3], held) then
  return 0
end
if (held or '') ~= ARGV[1] then
  return -1
end
if ARGV[2] == 'json' then
  redis.call('JSON.SET', KEYS[1], '$', ARGV[4])
  keep(KEYS[1], ARGV[5])
else
  put(KEYS[1], ARGV[4], ARGV[5])
end
put(KEYS[2], mark(ARGV[3], held), ARGV[6])
return 1
