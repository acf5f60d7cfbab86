-- Takes or renews a lease that one process at a time has.
-- ARGV: key of the lease, owner, holder (the owner and what tells its leases apart), milliseconds
-- Returns 1, or 0 where another owner holds it.
local holder = redis.call('GET', ARGV[1])
if holder and string.match(holder, '^%S*') ~= ARGV[2] then
  return 0
end
redis.call('SET', ARGV[1], ARGV[3], 'PX', ARGV[4])
return 1
