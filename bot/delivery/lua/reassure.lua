-- Says once to a person whose voice note is still not heard that it will be.
-- ARGV: person, entry of `hearing`, channel, replies (JSON)
-- Returns 1, or 0 where it was heard meanwhile or this was said before.
local person, state = ARGV[1], 'state:' .. ARGV[1]
local head = redis.call('XRANGE', 'mailbox:' .. person, '-', '+', 'COUNT', 1)[1]
if not head or redis.call('HGET', state, 'hearing') ~= ARGV[2] then
  return 0
end
local id = head[2][2]
if redis.call('HGET', state, 'reassured') == id then
  return 0
end
redis.call('HSET', state, 'reassured', id)
redis.call('XADD', 'outbox:' .. ARGV[3], '*',
  'person', person, 'id', 'hearing:' .. id, 'replies', ARGV[4])
return 1
