-- Gives one consumer the oldest message of one person who waits, under a new token.
-- ARGV: queue ('ready' or 'hearing'), consumer, which person ('next': who waits longest, 'own':
--       one already given to this consumer, 'expired': one given to anybody longer ago than the
--       lease), lease in milliseconds, seconds everything is kept
-- Returns {entry of the queue, message (JSON), token, attempt, deaths} or nil.
-- include line_up
local queue, consumer, which, lease, keep = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local group = GROUPS[queue]

local function read(from)
  local streams = redis.call(
    'XREADGROUP', 'GROUP', group, consumer, 'COUNT', 1, 'STREAMS', queue, from)
  return streams and streams[1][2][1]
end

local function find()
  if which == 'next' then
    return read('>')
  elseif which == 'own' then
    return read('0')
  end
  return redis.call('XAUTOCLAIM', queue, group, consumer, lease, '0-0', 'COUNT', 1)[2][1]
end

open_queue(queue)
while true do
  local found = find()
  if not found then
    return false
  end
  local entry, person = found[1], found[2][2]
  local state = 'state:' .. person
  local head = redis.call('XRANGE', 'mailbox:' .. person, '-', '+', 'COUNT', 1)[1]
  if head and redis.call('HGET', state, queue) == entry then
    local token = redis.call('INCR', 'tokens')
    local attempt = redis.call('HINCRBY', state, 'attempt', 1)
    local postponed = redis.call('HGET', state, 'postponed') or 0
    redis.call('HSET', state, 'token', token)
    redis.call('EXPIRE', state, keep)
    local message = redis.call('HGET', state, 'heard') or head[2][4]
    return {entry, message, token, attempt, attempt - 1 - postponed}
  end
  -- The mail of this person has expired or was forgotten meanwhile.
  redis.call('XACK', queue, group, entry)
  redis.call('XDEL', queue, entry)
  if not head then
    redis.call('DEL', state)
  elseif not waits(state) then
    line_up(person, head[2][4])
  end
end
