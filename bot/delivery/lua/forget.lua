-- Removes what is held of a person and is older than the message now at the head of the mailbox:
-- that one is being handled (it asks for this) and its reply must still arrive.
-- ARGV: person, channel
local person = ARGV[1]
local announced = 'announced:' .. person
local mailbox, seen, log = 'mailbox:' .. person, 'seen:' .. person, 'log:' .. person
local head = redis.call('XRANGE', mailbox, '-', '+', 'COUNT', 1)[1]
local since = head and string.match(head[1], '^%d+')  -- milliseconds, as in `seen` and `log`

local before = since and '(' .. since or '+inf'
for _, id in ipairs(redis.call('ZRANGEBYSCORE', seen, '-inf', before)) do
  redis.call('DEL', 'reply:' .. person .. ':' .. id, 'reply:' .. person .. ':hearing:' .. id,
    'audio:' .. person .. ':' .. id)
end
redis.call('ZREMRANGEBYSCORE', seen, '-inf', before)
for _, id in ipairs(redis.call('ZRANGE', announced, 0, -1)) do
  redis.call('DEL', 'reply:' .. person .. ':' .. id)
end
redis.call('DEL', announced, 'left:' .. person)
if since then
  redis.call('XTRIM', log, 'MINID', since)
else
  redis.call('DEL', log, 'state:' .. person)
end

for _, stream in ipairs({'dead', 'wording', 'outbox:' .. ARGV[2]}) do
  for _, entry in ipairs(redis.call('XRANGE', stream, '-', '+')) do
    for field = 1, #entry[2], 2 do
      if entry[2][field] == 'person' and entry[2][field + 1] == person then
        redis.call('XDEL', stream, entry[1])
      end
    end
  end
end
return redis.status_reply('OK')
