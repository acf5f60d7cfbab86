-- Lets a lease begin anew.
-- ARGV: queue ('ready' or 'hearing'), person, token, entry of the queue, consumer
-- Returns 1, or 0 where the lease is no longer held.
-- include line_up
if redis.call('HGET', 'state:' .. ARGV[2], 'token') ~= ARGV[3] then
  return 0
end
redis.call('XCLAIM', ARGV[1], GROUPS[ARGV[1]], ARGV[5], 0, ARGV[4], 'JUSTID')
return 1
