-- Entries of a stream, in their order, each once.
--
-- KEYS  the stream, the side key of the stream and the topic partition that the entries come from
-- ARGV  the length that the stream is cut to, roughly, '' for none; the number of entries; then for
--       each its exact place in the source's commit order, 38 digits and the server's name, or ''
--       where that is not known, its offset in Kafka, 19 digits, the number of its fields, and the
--       fields with their values
-- Returns how many entries the stream had already.
--
-- The side key is a hash of the latest entry's offset and of the latest place of each server, for
-- places of several servers do not compare. Places must grow; entries without one go by their
-- offset. What a place shows to be new starts the count of offsets anew, for then the topic was
-- made anew.

local offset = redis.call('HGET', KEYS[2], 'offset') or ''
local places, taken = {}, {}
local at, known = 3, 0
for _ = 1, tonumber(ARGV[2]) do
  local o, last = ARGV[at + 1], at + 2 + 2 * tonumber(ARGV[at + 2])
  local place, server = string.sub(ARGV[at], 1, 38), string.sub(ARGV[at], 39)
  local fresh
  if place == '' then
    fresh = o > offset
  else
    places[server] = places[server] or redis.call('HGET', KEYS[2], 'place:' .. server) or ''
    fresh = place > places[server]
  end
  if fresh then
    if ARGV[1] == '' then
      redis.call('XADD', KEYS[1], '*', unpack(ARGV, at + 3, last))
    else
      redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[1], '*', unpack(ARGV, at + 3, last))
    end
    offset = o
    if place ~= '' then
      places[server] = place
      taken[server] = true
    end
  else
    known = known + 1
  end
  at = last + 1
end
redis.call('HSET', KEYS[2], 'offset', offset)
for server in pairs(taken) do
  redis.call('HSET', KEYS[2], 'place:' .. server, places[server])
end
return known
