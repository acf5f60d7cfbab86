-- Gives a voice note back that nobody has listened to; its person waits again after all others.
-- ARGV: person, token, entry of `hearing`
-- Returns 1, or 0 where the lease is no longer held: then nothing was changed.
-- include line_up
local person, entry = ARGV[1], ARGV[3]
local state = 'state:' .. person
local head = redis.call('XRANGE', 'mailbox:' .. person, '-', '+', 'COUNT', 1)[1]
if not head or redis.call('HGET', state, 'token') ~= ARGV[2] then
  return 0
end
redis.call('HDEL', state, 'token', 'hearing')
redis.call('HINCRBY', state, 'postponed', 1)
redis.call('XACK', 'hearing', 'hearers', entry)
redis.call('XDEL', 'hearing', entry)
line_up(person, head[2][4])
return 1
