-- Says an answer that was handed over to be worded, once, whoever comes first.
-- ARGV: entry of `wording`, person, message id, channel, replies (JSON), the same for a person who
--       has written since (JSON)
-- Returns 1, or 0 where it was said, or forgotten, before.
local entry, person, id = ARGV[1], ARGV[2], ARGV[3]
if redis.call('XDEL', 'wording', entry) == 0 then
  return 0
end
redis.call('XACK', 'wording', 'worders', entry)
local last = redis.call('ZREVRANGE', 'seen:' .. person, 0, 0)[1]
local replies = (last == id) and ARGV[5] or ARGV[6]
redis.call('XADD', 'outbox:' .. ARGV[4], '*', 'person', person, 'id', id .. ':worded',
  'replies', replies)
return 1
