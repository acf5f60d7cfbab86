-- Notes how a call ended: 'sent', 'last' (sent, and it was the last one: the replies move to the
-- log), 'failed' (surely not taken by the platform) or 'unsure' (it may have been taken); or that
-- there is 'nothing' left to send: the replies move to the log.
-- ARGV: channel, holder of its lease, entry, number of the call, outcome, tally of this month, day
--       of the month, seconds the tally is kept, seconds replies are kept, seconds the log is
--       kept, length of the log
-- Returns how often the next call is unsure, or -1 where the lease is not held any more: then
-- nothing was changed. What was noted already changes nothing either.
-- include holder
-- include tell
local channel, entry, number, outcome = ARGV[1], ARGV[3], ARGV[4], ARGV[5]
local sending = 'sending:' .. channel .. ':' .. entry
if is_lost(channel, ARGV[2]) then
  return -1
end
if outcome == 'nothing' or redis.call('HGET', sending, 'under_way') == number then
  redis.call('HDEL', sending, 'under_way')
  local counted = ({sent = 'sent:', last = 'sent:', unsure = 'unsure:'})[outcome]
  if counted then
    redis.call('HINCRBY', ARGV[6], counted .. ARGV[7], 1)
    redis.call('EXPIRE', ARGV[6], ARGV[8])
  end
  local found = redis.call('XRANGE', 'outbox:' .. channel, entry, entry)
  if #found == 0 or outcome == 'last' or outcome == 'nothing' then
    redis.call('DEL', sending)
    tell(channel, found, ARGV[9], ARGV[10], ARGV[11])
    return 0
  elseif outcome == 'unsure' then
    redis.call('HINCRBY', sending, 'unsure', 1)
  elseif outcome == 'sent' then
    redis.call('HSET', sending, 'done', number + 1)
    redis.call('HDEL', sending, 'unsure')
  end
  redis.call('EXPIRE', sending, ARGV[10])
end
return tonumber(redis.call('HGET', sending, 'unsure') or 0)
