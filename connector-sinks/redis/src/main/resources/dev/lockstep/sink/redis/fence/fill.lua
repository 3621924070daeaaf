-- For applications that fill a cache which the connector invalidates (mode=invalidate): stores what
-- was loaded, unless the key was invalidated since, or somebody else has stored it.
--
-- KEYS  the key, its side key
-- ARGV  what the side key held before the value was loaded, '' for nothing; the value; its time to
--       live in milliseconds, '' for none
-- Returns 1 if it was stored, 0 if not, for the value may be older than what is known.

if (redis.call('GET', KEYS[2]) or '') ~= ARGV[1] or redis.call('EXISTS', KEYS[1]) == 1 then
  return 0
end
if ARGV[3] == '' then
  redis.call('SET', KEYS[1], ARGV[2])
else
  redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
end
return 1
