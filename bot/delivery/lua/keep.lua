-- Keeps the recording of a message that is to be taken in. That of a message that was taken in
-- before is there, or was heard and must not come back.
-- ARGV: person, message id, sound, seconds it is kept
local person, id = ARGV[1], ARGV[2]
if not redis.call('ZSCORE', 'seen:' .. person, id) then
  redis.call('SET', 'audio:' .. person .. ':' .. id, ARGV[3], 'EX', ARGV[4])
end
