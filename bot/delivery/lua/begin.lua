-- Lets a call begin, where the rate limits allow it, and marks it as under way.
-- ARGV: channel, holder of its lease, entry, number of the call, seconds the mark is kept, limit
--       of the channel and limit of the person (each as in gcra.lua)
-- Returns {'go'}, {'wait', which of the limits, microseconds}, {'gone'} where there is no such
-- entry, or {'lost'} where another sender serves the channel.
-- include holder
-- include gcra
local channel, entry = ARGV[1], ARGV[3]
if is_lost(channel, ARGV[2]) then
  return {'lost'}
end
if #redis.call('XRANGE', 'outbox:' .. channel, entry, entry) == 0 then
  return {'gone'}
end
local which, wait = take_from({{ARGV[6], ARGV[7], ARGV[8]}, {ARGV[9], ARGV[10], ARGV[11]}})
if which > 0 then
  return {'wait', which, wait}
end
local sending = 'sending:' .. channel .. ':' .. entry
redis.call('HSET', sending, 'under_way', ARGV[4])
redis.call('EXPIRE', sending, ARGV[5])
return {'go'}
