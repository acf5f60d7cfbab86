-- Puts what the bot says of its own accord into an outbox, once, and only while the person may be
-- written to: while they have not left, and for some time after their last message (its time is
-- the highest score of `seen`).
-- ARGV: person, id, channel, replies (JSON), time now and that time, both in milliseconds
--       (that time is '' where the person may always be written to), seconds an id is remembered
-- Returns 'new', 'known' (it was put there before) or 'closed' (nothing was changed).
local person, id, now, window, keep = ARGV[1], ARGV[2], ARGV[5], ARGV[6], ARGV[7]
local announced = 'announced:' .. person
if redis.call('ZSCORE', announced, id) then
  return 'known'
end
if redis.call('EXISTS', 'left:' .. person) == 1 then
  return 'closed'
end
if window ~= '' then
  local last = redis.call('ZREVRANGE', 'seen:' .. person, 0, 0, 'WITHSCORES')[2]
  if not last or now - last >= tonumber(window) then
    return 'closed'
  end
end
redis.call('XADD', 'outbox:' .. ARGV[3], '*', 'person', person, 'id', id, 'replies', ARGV[4])
redis.call('ZREMRANGEBYSCORE', announced, '-inf', now - keep * 1000)
redis.call('ZADD', announced, now, id)
redis.call('EXPIRE', announced, keep)
return 'new'
