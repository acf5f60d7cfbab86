-- Puts a message into a mailbox and has its person wait; returns the entry of the mailbox.
-- include line_up
local function post(person, id, message, keep)
  local mailbox, state = 'mailbox:' .. person, 'state:' .. person
  if redis.call('EXISTS', mailbox) == 0 then
    redis.call('DEL', state)  -- of mail that has expired
  end
  local entry = redis.call('XADD', mailbox, '*', 'id', id, 'message', message)
  redis.call('EXPIRE', mailbox, keep)
  if not waits(state) then
    line_up(person, message)
  end
  redis.call('EXPIRE', state, keep)
  return entry
end
