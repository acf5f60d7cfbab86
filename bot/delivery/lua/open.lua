-- Gives the sender of a channel an entry of the outbox and how far it was sent. A call that was
-- under way is one that an earlier sender did not live to see the end of: nobody knows of it.
-- ARGV: channel, holder of its lease, entry, tally of this month, day of the month, seconds the tally is kept
-- Returns {'here', person, message id, replies (JSON), calls done, how often the next call is
-- unsure, 1 where a sender died during that call, 1 where the person has left}, {'gone'} where
-- there is no such entry, or {'lost'} where another sender serves the channel.
-- include holder
local channel, entry = ARGV[1], ARGV[3]
if is_lost(channel, ARGV[2]) then
  return {'lost'}
end
local found = redis.call('XRANGE', 'outbox:' .. channel, entry, entry)[1]
if not found then
  return {'gone'}
end
local sending = 'sending:' .. channel .. ':' .. entry
local died = redis.call('HDEL', sending, 'under_way')
if died == 1 then
  redis.call('HINCRBY', sending, 'unsure', 1)
  redis.call('HINCRBY', ARGV[4], 'unsure:' .. ARGV[5], 1)
  redis.call('EXPIRE', ARGV[4], ARGV[6])
end
local person = found[2][2]
local progress = redis.call('HMGET', sending, 'done', 'unsure')
return {'here', person, found[2][4], found[2][6], progress[1] or 0, progress[2] or 0, died,
  redis.call('EXISTS', 'left:' .. person)}
