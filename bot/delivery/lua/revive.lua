-- Gives a dead letter another chance: a message goes to the end of its person's mailbox, replies
-- go to the end of their channel's outbox.
-- ARGV: entry of `dead`, seconds everything is kept
-- Returns 1, or 0 where there is no such letter.
local letter = redis.call('XRANGE', 'dead', ARGV[1], ARGV[1])[1]
if not letter then
  return 0
end
local kind, person, id, body = letter[2][2], letter[2][4], letter[2][6], letter[2][10]
if kind == 'message' then
  local mailbox, state = 'mailbox:' .. person, 'state:' .. person
  redis.call('XADD', mailbox, '*', 'id', id, 'message', body)
  if redis.call('EXISTS', 'ready') == 0 then
    redis.call('XGROUP', 'CREATE', 'ready', 'workers', '0', 'MKSTREAM')
  end
  if redis.call('HEXISTS', state, 'ready') == 0 then
    redis.call('HSET', state, 'ready', redis.call('XADD', 'ready', '*', 'person', person))
  end
  redis.call('EXPIRE', mailbox, ARGV[2])
  redis.call('EXPIRE', state, ARGV[2])
else
  local channel = string.match(person, '^[^:]*')
  redis.call('XADD', 'outbox:' .. channel, '*', 'person', person, 'id', id, 'replies', body)
end
redis.call('XDEL', 'dead', letter[1])
return 1
