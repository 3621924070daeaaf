-- Rows as hashes: a field per column that is not NULL.
--
-- KEYS  n keys, then their n side keys; with the fence off only the keys
-- ARGV  'fenced' or 'free'; then for each key its position, the hash's time to live, the side key's,
--       'whole' or 'part', the number of fields with a value, that of fields without, then the
--       first with their values, then the second
-- Returns for each key 1 if it was written, 0 if the change is older than what is there, -1 if it
-- is part of a row that is not there, -2 if the key holds something else than a hash.
--
-- Of a whole row no other fields stay; of a part those stay that it does not name. Fields are set
-- before others are removed: a server whose memory is full then refuses before anything is changed.

local fenced = ARGV[1] == 'fenced'
local n = fenced and #KEYS / 2 or #KEYS
local held = fenced and redis.call('MGET', unpack(KEYS, n + 1, 2 * n)) or {}

local function write(key, isNew, whole, fields, nulls, from, ttl)
  if not whole and redis.call('EXISTS', key) == 0 then
    return -1
  end
  local upTo = from + 2 * fields - 1
  local answer = redis.pcall('HSET', key, unpack(ARGV, from, upTo))
  if type(answer) == 'table' then
    local kind = redis.call('TYPE', key).ok
    if kind ~= 'none' and kind ~= 'hash' then
      return -2
    end
    return answer
  end
  if whole then
    -- Of a key that nothing is known of, and that got all fields, there were none before.
    if not (isNew and answer == fields) and redis.call('HLEN', key) > fields then
      redis.call('DEL', key)
      redis.call('HSET', key, unpack(ARGV, from, upTo))
    end
  elseif nulls > 0 then
    redis.call('HDEL', key, unpack(ARGV, upTo + 1, upTo + nulls))
  end
  if not isNew or ttl ~= '' then
    keep(key, ttl)
  end
  return 1
end

local results = {}
local at = 2
for i = 1, n do
  local new = ARGV[at]
  local fields, nulls = tonumber(ARGV[at + 4]), tonumber(ARGV[at + 5])
  if takes(new, held[i]) then
    local whole, ttl = ARGV[at + 3] == 'whole', ARGV[at + 1]
    local result =
      write(KEYS[i], fenced and not held[i], whole, fields, nulls, at + 6, ttl)
    if type(result) == 'table' then
      return result
    end
    if result == 1 and fenced then
      put(KEYS[n + i], mark(new, held[i]), ARGV[at + 2])
    end
    results[i] = result
  else
    results[i] = 0
  end
  at = at + 6 + 2 * fields + nulls
end
return results
