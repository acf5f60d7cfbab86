-- Ends the handling of one message: answered, buried with an apology, or postponed.
-- ARGV: person, token, entry of `ready`, message id, outcome ('answered', 'buried', 'postponed'),
--       channel, replies (JSON), reason of a burial, most dead letters kept, seconds they are
--       kept, what is to be worded (JSON), any number of it
-- Returns 1, or 0 where the lease is no longer held: then nothing was changed.
-- include line_up
local person, token, entry, id, outcome = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local mailbox, state = 'mailbox:' .. person, 'state:' .. person
local head = redis.call('XRANGE', mailbox, '-', '+', 'COUNT', 1)[1]
if redis.call('HGET', state, 'token') ~= token or not head or head[2][2] ~= id then
  return 0
end

redis.call('HDEL', state, 'token', 'ready')
if outcome == 'postponed' then
  redis.call('HINCRBY', state, 'postponed', 1)
else
  if outcome == 'buried' then
    local body = redis.call('HGET', state, 'heard') or head[2][4]
    redis.call('XADD', 'dead', 'MAXLEN', ARGV[9], '*', 'kind', 'message', 'person', person,
      'id', id, 'reason', ARGV[8], 'body', body)
    redis.call('EXPIRE', 'dead', ARGV[10])
  end
  redis.call('XADD', 'outbox:' .. ARGV[6], '*', 'person', person, 'id', id, 'replies', ARGV[7])
  for place = 11, #ARGV do
    redis.call('XADD', 'wording', '*', 'person', person, 'id', id, 'asked', ARGV[place])
  end
  redis.call('XDEL', mailbox, head[1])
  redis.call('HDEL', state, 'attempt', 'postponed', 'heard')
end

redis.call('XACK', 'ready', 'workers', entry)
redis.call('XDEL', 'ready', entry)
local following = redis.call('XRANGE', mailbox, '-', '+', 'COUNT', 1)[1]
if following then
  line_up(person, following[2][4])
else
  redis.call('DEL', mailbox, state)
end
return 1
