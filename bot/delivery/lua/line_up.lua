-- Where a person waits whose mailbox holds something: in `hearing` while its oldest message is a
-- voice note that nobody has listened to, otherwise in `ready`. Their state notes under the name
-- of that queue which of its entries is theirs.
local GROUPS = {ready = 'workers', hearing = 'hearers'}

local function is_unheard(message)
  local fields = cjson.decode(message)
  return fields.kind == 'voice' and type(fields.media) == 'table'
    and type(fields.spoken) ~= 'table'
end

-- A queue and its group are always made together: a queue that exists has its group.
local function open_queue(queue)
  if redis.call('EXISTS', queue) == 0 then
    redis.call('XGROUP', 'CREATE', queue, GROUPS[queue], '0', 'MKSTREAM')
  end
end

local function waits(state)
  return redis.call('HEXISTS', state, 'ready') == 1 or redis.call('HEXISTS', state, 'hearing') == 1
end

-- `message`: the oldest one of the mailbox (JSON). To the end of the queue: whoever writes a
-- thousand messages does not keep others waiting.
local function line_up(person, message)
  local state = 'state:' .. person
  local queue = 'ready'
  if redis.call('HEXISTS', state, 'heard') == 0 and is_unheard(message) then
    queue = 'hearing'
  end
  open_queue(queue)
  redis.call('HSET', state, queue, redis.call('XADD', queue, '*', 'person', person))
  local left = redis.call('PTTL', 'mailbox:' .. person)
  if left > 0 then
    redis.call('PEXPIRE', state, left)
  end
end
