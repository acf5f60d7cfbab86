-- Takes or renews the lease of the one sender of a channel.
-- ARGV: key of the lease, owner, milliseconds
-- Returns 1, or 0 where another owner holds it.
local holder = redis.call('GET', ARGV[1])
if holder and holder ~= ARGV[2] then
  return 0
end
redis.call('SET', ARGV[1], ARGV[2], 'PX', ARGV[3])
return 1
