-- Moves replies that cannot be sent from an outbox to the dead letters.
-- ARGV: channel, entry of the outbox, reason, most dead letters kept, seconds they are kept
-- Returns 1, or 0 where the entry is gone.
local outbox = 'outbox:' .. ARGV[1]
local entry = redis.call('XRANGE', outbox, ARGV[2], ARGV[2])[1]
if not entry then
  return 0
end
redis.call('XADD', 'dead', 'MAXLEN', ARGV[4], '*', 'kind', 'replies', 'person', entry[2][2],
  'id', entry[2][4], 'reason', ARGV[3], 'body', entry[2][6])
redis.call('EXPIRE', 'dead', ARGV[5])
redis.call('XDEL', outbox, entry[1])
return 1
