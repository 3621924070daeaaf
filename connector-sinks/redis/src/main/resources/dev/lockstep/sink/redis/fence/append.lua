-- Entries of a stream, in their order, each once.
--
-- KEYS  the stream, the side key of the stream and the topic partition that the entries come from
-- ARGV  the length that the stream is cut to, roughly, '' for none; the number of entries; then for
--       each its exact place in the source's commit order, 38 digits or '' where that is not known,
--       its offset in Kafka, 19 digits, the number of its fields, and the fields with their values
-- Returns how many entries the stream had already.
--
-- The side key holds place and offset of the latest entry. Places must grow; entries without one go
-- by their offset. What a place shows to be new starts the count of offsets anew, for then the topic
-- was made anew.

local held = redis.call('GET', KEYS[2])
local place, offset = string.rep('0', 38), ''
if held then
  place, offset = string.sub(held, 1, 38), string.sub(held, 39)
end
local at, known = 3, 0
for _ = 1, tonumber(ARGV[2]) do
  local p, o, last = ARGV[at], ARGV[at + 1], at + 2 + 2 * tonumber(ARGV[at + 2])
  local fresh
  if p == '' then
    fresh = o > offset
  else
    fresh = p > place
  end
  if fresh then
    if ARGV[1] == '' then
      redis.call('XADD', KEYS[1], '*', unpack(ARGV, at + 3, last))
    else
      redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[1], '*', unpack(ARGV, at + 3, last))
    end
    offset = o
    if p ~= '' then
      place = p
    end
  else
    known = known + 1
  end
  at = last + 1
end
redis.call('SET', KEYS[2], place .. offset)
return known
