-- The rule that every script follows. It stands before the text of each of them.
--
-- What newer changes have more of comes in one of two forms, and a side key holds the latest:
--   0000000000000123456            19 digits: the position in the source's commit order
--   o0000000000000000042a1b2c3d4   an offset in Kafka and the topic partition that it counts in
-- Texts, because numbers in Lua are doubles, which 63 bits do not fit into. Digits of one length
-- compare alike as texts and as numbers, in every locale.

-- Whether a change may be written over what the side key holds. Equal positions may: a transaction
-- of more than 32767 changes has no other for the rest of them, and they come in order.
local function takes(new, held)
  if not held then
    return true
  end
  if #new == #held and (#new == 19 or string.sub(new, 21) == string.sub(held, 21)) then
    return new >= held
  end
  -- An offset says nothing of a position, nor of another partition's offset: trust the order in
  -- which changes come.
  return true
end

-- What the side key holds after that. A change without a position takes the one that is there.
local function mark(new, held)
  if held and #new ~= 19 and #held == 19 then
    return held
  end
  return new
end

-- Writes a text with its time to live in milliseconds; '' is for ever.
local function put(key, text, ttl)
  if ttl == '' then
    redis.call('SET', key, text)
  else
    redis.call('SET', key, text, 'PX', ttl)
  end
end

-- Sets how long a key stays that was written to.
local function keep(key, ttl)
  if ttl == '' then
    redis.call('PERSIST', key)
  else
    redis.call('PEXPIRE', key, ttl)
  end
end
