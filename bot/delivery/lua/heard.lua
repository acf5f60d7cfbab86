-- Keeps what was heard of the voice note at the head of a mailbox, deletes the recording, and has
-- its person wait for a worker.
-- ARGV: person, token ('': in place of whoever listens), entry of `hearing`, message id, message
--       with what was heard (JSON), the words heard, length of the log, seconds it is kept
-- Returns 1, or 0 where the lease is no longer held: then nothing was changed.
-- include line_up
local person, token, entry, id = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local mailbox, state, log = 'mailbox:' .. person, 'state:' .. person, 'log:' .. person
local head = redis.call('XRANGE', mailbox, '-', '+', 'COUNT', 1)[1]
if not head or head[2][2] ~= id or redis.call('HGET', state, 'hearing') ~= entry then
  return 0
end
if token ~= '' and redis.call('HGET', state, 'token') ~= token then
  return 0
end
redis.call('HSET', state, 'heard', ARGV[5])
redis.call('HDEL', state, 'token', 'hearing', 'attempt', 'postponed')
redis.call('DEL', 'audio:' .. person .. ':' .. id)
redis.call('XACK', 'hearing', 'hearers', entry)
redis.call('XDEL', 'hearing', entry)
if ARGV[6] ~= '' then
  redis.call('XADD', log, 'MAXLEN', '~', ARGV[7], '*',
    'direction', 'heard', 'id', id, 'text', ARGV[6])
  redis.call('EXPIRE', log, ARGV[8])
end
line_up(person, head[2][4])
return 1
