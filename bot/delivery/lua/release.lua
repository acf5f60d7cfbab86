-- Gives a lease back.
-- ARGV: key of the lease, holder
if redis.call('GET', ARGV[1]) == ARGV[2] then
  redis.call('DEL', ARGV[1])
end
return redis.status_reply('OK')
