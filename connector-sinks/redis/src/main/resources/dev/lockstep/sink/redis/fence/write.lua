-- Texts or JSON documents with a time to live of their own.
--
-- KEYS  n keys, then their n side keys; with the fence off only the keys
-- ARGV  'fenced' or 'free'; 'text' or 'json'; then for each key its position, its value, the value's
--       time to live and the side key's
-- Returns how many changes were older than what is there, or minus the number of the first key
-- that holds something else than a document; those before it are written then.

local fenced, json = ARGV[1] == 'fenced', ARGV[2] == 'json'
local n = fenced and #KEYS / 2 or #KEYS
local held = fenced and redis.call('MGET', unpack(KEYS, n + 1, 2 * n)) or {}
local older = 0
for i = 1, n do
  local at = 4 * i - 1
  local new, key, ttl = ARGV[at], KEYS[i], ARGV[at + 2]
  if not takes(new, held[i]) then
    older = older + 1
  else
    if json then
      local answer = redis.pcall('JSON.SET', key, '$', ARGV[at + 1])
      if type(answer) == 'table' and answer.err then
        local kind = redis.call('TYPE', key).ok
        if kind ~= 'none' and kind ~= 'ReJSON-RL' then
          return -i
        end
        return answer
      end
      keep(key, ttl)
    else
      put(key, ARGV[at + 1], ttl)
    end
    if fenced then
      put(KEYS[n + i], mark(new, held[i]), ARGV[at + 3])
    end
  end
end
return older
