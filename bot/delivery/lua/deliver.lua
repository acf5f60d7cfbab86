-- Moves the oldest replies from an outbox to the conversation logs of their people.
-- ARGV: channel, most entries, seconds replies are kept, seconds the log is kept,
--       length of the log
-- Returns how many were moved.
-- include tell
local oldest = redis.call('XRANGE', 'outbox:' .. ARGV[1], '-', '+', 'COUNT', ARGV[2])
return tell(ARGV[1], oldest, ARGV[3], ARGV[4], ARGV[5])
