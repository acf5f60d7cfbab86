-- Takes one message in: once, in order, and marks its person as ready.
-- ARGV: person, message id, message (JSON), text, capacity of the mailbox,
--       seconds an id is remembered, seconds everything else is kept, length of the log
-- Returns 'new', 'duplicate' or 'full'.
local person, id, keep = ARGV[1], ARGV[2], ARGV[7]
local mailbox, seen = 'mailbox:' .. person, 'seen:' .. person
local state, log = 'state:' .. person, 'log:' .. person

redis.call('ZREMRANGEBYSCORE', seen, '-inf', (redis.call('TIME')[1] - ARGV[6]) * 1000)
if redis.call('ZSCORE', seen, id) then
  return 'duplicate'
end
if redis.call('XLEN', mailbox) >= tonumber(ARGV[5]) then
  return 'full'
end
local entry = redis.call('XADD', mailbox, '*', 'id', id, 'message', ARGV[3])
redis.call('ZADD', seen, string.match(entry, '^%d+'), id)
redis.call('EXPIRE', seen, ARGV[6])
redis.call('XADD', log, 'MAXLEN', '~', ARGV[8], '*', 'direction', 'in', 'id', id, 'text', ARGV[4])

-- The stream and its group are always made together: a stream that exists has its group.
if redis.call('EXISTS', 'ready') == 0 then
  redis.call('XGROUP', 'CREATE', 'ready', 'workers', '0', 'MKSTREAM')
end
if redis.call('HEXISTS', state, 'ready') == 0 then
  redis.call('HSET', state, 'ready', redis.call('XADD', 'ready', '*', 'person', person))
end
for _, key in ipairs({mailbox, state, log}) do
  redis.call('EXPIRE', key, keep)
end
return 'new'
