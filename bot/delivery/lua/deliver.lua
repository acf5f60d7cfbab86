-- Moves replies from an outbox to the conversation logs of their people, each exactly once,
-- because an entry leaves the outbox in the very step that writes it to the log.
-- ARGV: channel, first and last entry of the outbox ('-' and '+': any), most entries,
--       seconds replies are kept, seconds the log is kept, length of the log
-- Returns how many were moved.
local outbox = 'outbox:' .. ARGV[1]
local told = {}
for _, entry in ipairs(redis.call('XRANGE', outbox, ARGV[2], ARGV[3], 'COUNT', ARGV[4])) do
  local person, id, replies = entry[2][2], entry[2][4], entry[2][6]
  local log = 'log:' .. person
  redis.call('XADD', log, 'MAXLEN', '~', ARGV[7], '*',
    'direction', 'out', 'id', id, 'replies', replies)
  redis.call('EXPIRE', log, ARGV[6])
  redis.call('SET', 'reply:' .. person .. ':' .. id, replies, 'EX', ARGV[5])
  redis.call('XDEL', outbox, entry[1])
  told[#told + 1] = {person, id}
end
if #told > 0 then
  local count = redis.call('INCR', 'news:count')
  redis.call('PUBLISH', 'news', cjson.encode({count, told}))
end
return #told
