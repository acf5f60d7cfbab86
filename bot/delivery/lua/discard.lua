-- Moves replies that cannot be sent from an outbox to the dead letters, with how far they came.
-- ARGV: channel, entry of the outbox, reason, most dead letters kept, seconds they are kept,
--       seconds it is remembered that the person has left (0: they have not)
-- Returns 1, or 0 where the entry is gone.
local outbox, sending = 'outbox:' .. ARGV[1], 'sending:' .. ARGV[1] .. ':' .. ARGV[2]
local entry = redis.call('XRANGE', outbox, ARGV[2], ARGV[2])[1]
if not entry then
  return 0
end
redis.call('XADD', 'dead', 'MAXLEN', ARGV[4], '*', 'kind', 'replies', 'person', entry[2][2],
  'id', entry[2][4], 'reason', ARGV[3], 'body', entry[2][6],
  'done', redis.call('HGET', sending, 'done') or 0)
redis.call('EXPIRE', 'dead', ARGV[5])
if tonumber(ARGV[6]) > 0 and redis.call('EXISTS', 'mailbox:' .. entry[2][2]) == 0 then
  redis.call('SET', 'left:' .. entry[2][2], 1, 'EX', ARGV[6])
end
redis.call('DEL', sending)
redis.call('XDEL', outbox, entry[1])
return 1
