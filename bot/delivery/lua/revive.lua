-- Gives a dead letter another chance: a message goes to the end of its person's mailbox, replies
-- go to the end of their channel's outbox, and on from the call that could not be made.
-- ARGV: entry of `dead`, seconds everything is kept
-- Returns 1, or 0 where there is no such letter.
-- include post
local letter = redis.call('XRANGE', 'dead', ARGV[1], ARGV[1])[1]
if not letter then
  return 0
end
local kind, person, id, body = letter[2][2], letter[2][4], letter[2][6], letter[2][10]
if kind == 'message' then
  post(person, id, body, ARGV[2])
else
  local channel = string.match(person, '^[^:]*')
  local entry = redis.call(
    'XADD', 'outbox:' .. channel, '*', 'person', person, 'id', id, 'replies', body)
  local sending = 'sending:' .. channel .. ':' .. entry
  redis.call('HSET', sending, 'done', letter[2][12] or 0)
  redis.call('EXPIRE', sending, ARGV[2])
end
redis.call('XDEL', 'dead', letter[1])
return 1
