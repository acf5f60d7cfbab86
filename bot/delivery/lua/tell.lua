-- Moves entries of an outbox to the conversation logs of their people, each exactly once, because
-- an entry leaves the outbox in the very step that writes it to the log.
-- `entries`: as XRANGE gives them; the others are the seconds that replies and the log are kept,
-- and the length of the log. Returns how many were moved.
local function tell(channel, entries, reply_seconds, log_seconds, log_length)
  local told = {}
  for _, entry in ipairs(entries) do
    local person, id, replies = entry[2][2], entry[2][4], entry[2][6]
    local log = 'log:' .. person
    redis.call('XADD', log, 'MAXLEN', '~', log_length, '*',
      'direction', 'out', 'id', id, 'replies', replies)
    redis.call('EXPIRE', log, log_seconds)
    redis.call('SET', 'reply:' .. person .. ':' .. id, replies, 'EX', reply_seconds)
    redis.call('XDEL', 'outbox:' .. channel, entry[1])
    told[#told + 1] = {person, id}
  end
  if #told > 0 then
    local count = redis.call('INCR', 'news:count')
    redis.call('PUBLISH', 'news', cjson.encode({count, told}))
  end
  return #told
end
