-- Takes one message in: once, in order, and has its person wait for an answer.
-- ARGV: person, message id, message (JSON), text, capacity of the mailbox,
--       seconds an id is remembered, seconds everything else is kept, length of the log,
--       and, where the person's messages are counted, a limit as in gcra.lua
-- Returns 'new', 'duplicate', 'limited' or 'full'.
-- include gcra
-- include post
local person, id, keep = ARGV[1], ARGV[2], ARGV[7]
local mailbox, seen, log = 'mailbox:' .. person, 'seen:' .. person, 'log:' .. person

redis.call('ZREMRANGEBYSCORE', seen, '-inf', (redis.call('TIME')[1] - ARGV[6]) * 1000)
if redis.call('ZSCORE', seen, id) then
  return 'duplicate'
end
if redis.call('XLEN', mailbox) >= tonumber(ARGV[5]) then
  return 'full'
end
if ARGV[9] and take_from({{ARGV[9], ARGV[10], ARGV[11]}}) > 0 then
  return 'limited'
end
redis.call('DEL', 'left:' .. person)
local entry = post(person, id, ARGV[3], keep)
redis.call('ZADD', seen, string.match(entry, '^%d+'), id)
redis.call('EXPIRE', seen, ARGV[6])
redis.call('XADD', log, 'MAXLEN', '~', ARGV[8], '*', 'direction', 'in', 'id', id, 'text', ARGV[4])
redis.call('EXPIRE', log, keep)
return 'new'
