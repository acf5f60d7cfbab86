-- Lets a lease begin anew.
-- ARGV: person, token, entry of `ready`, consumer
-- Returns 1, or 0 where the lease is no longer held.
if redis.call('HGET', 'state:' .. ARGV[1], 'token') ~= ARGV[2] then
  return 0
end
redis.call('XCLAIM', 'ready', 'workers', ARGV[4], 0, ARGV[3], 'JUSTID')
return 1
