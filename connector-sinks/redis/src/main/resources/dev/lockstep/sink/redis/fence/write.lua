-- Texts or JSON documents with a time to live of their own.
--
-- KEYS  n keys, then their n side keys
-- ARGV  'text' or 'json', then for each key its position, its value, the value's time to live and
--       the side key's
-- Returns how many changes were older than what is there, or minus the number of the first key
-- that holds something else than a document; those before it are written then.

local n = #KEYS / 2
local held = redis.call('MGET', unpack(KEYS, n + 1, 2 * n))
local json = ARGV[1] == 'json'
local older = 0
for i = 1, n do
  local at = 4 * i - 2
  local new, key, ttl = ARGV[at], KEYS[i], ARGV[at + 2]
  if not takes(new, held[i]) then
    older = older + 1
  else
    if json then
      local answer = redis.pcall('JSON.SET', key, '$', ARGV[at + 1])
      if type(answer) == 'table' and answer.err then
        if redis.call('TYPE', key).ok ~= 'ReJSON-RL' and redis.call('EXISTS', key) == 1 then
          return -i
        end
        return answer
      end
      if ttl == '' then
        redis.call('PERSIST', key)
      else
        redis.call('PEXPIRE', key, ttl)
      end
    else
      put(key, ARGV[at + 1], ttl)
    end
    put(KEYS[n + i], mark(new, held[i]), ARGV[at + 3])
  end
end
return older
