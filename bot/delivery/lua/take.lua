-- Gives one worker the oldest message of one ready person, under a new token.
-- ARGV: consumer, which person ('next': who waits longest, 'own': one already given to this
--       consumer, 'expired': one given to anybody longer ago than the lease),
--       lease in milliseconds, seconds everything is kept
-- Returns {entry of `ready`, message (JSON), token, attempt, deaths} or nil.
local consumer, which, lease, keep = ARGV[1], ARGV[2], ARGV[3], ARGV[4]

local function read(from)
  local streams = redis.call(
    'XREADGROUP', 'GROUP', 'workers', consumer, 'COUNT', 1, 'STREAMS', 'ready', from)
  return streams and streams[1][2][1]
end

local function find()
  if which == 'next' then
    return read('>')
  elseif which == 'own' then
    return read('0')
  end
  return redis.call('XAUTOCLAIM', 'ready', 'workers', consumer, lease, '0-0', 'COUNT', 1)[2][1]
end

if redis.call('EXISTS', 'ready') == 0 then
  redis.call('XGROUP', 'CREATE', 'ready', 'workers', '0', 'MKSTREAM')
end
while true do
  local found = find()
  if not found then
    return false
  end
  local entry, person = found[1], found[2][2]
  local state = 'state:' .. person
  local head = redis.call('XRANGE', 'mailbox:' .. person, '-', '+', 'COUNT', 1)[1]
  local outstanding = redis.call('HGET', state, 'ready') or entry
  if head and outstanding == entry then
    local token = redis.call('INCR', 'tokens')
    local attempt = redis.call('HINCRBY', state, 'attempt', 1)
    local postponed = redis.call('HGET', state, 'postponed') or 0
    redis.call('HSET', state, 'ready', entry, 'token', token)
    redis.call('EXPIRE', state, keep)
    return {entry, head[2][4], token, attempt, attempt - 1 - postponed}
  end
  -- The mail of this person has expired or was forgotten meanwhile.
  redis.call('XACK', 'ready', 'workers', entry)
  redis.call('XDEL', 'ready', entry)
  if not head then
    redis.call('DEL', state)
  end
end
