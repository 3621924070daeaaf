-- For applications that fill a cache which the connector invalidates (mode=invalidate): stores what
-- was loaded, unless the key was invalidated since.
--
-- KEYS  the key, its side key
-- ARGV  what the side key held before the value was loaded, '' for nothing; the value; its time to
--       live in milliseconds, '' for none
-- Returns 1 if it was stored, 0 if the value may be old: load it again, or do without the cache.

if (redis.call('GET', KEYS[2]) or '') ~= ARGV[1] then
  return 0
end
put(KEYS[1], ARGV[2], ARGV[3])
return 1
