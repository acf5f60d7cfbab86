-- Takes one from a rate limit, or says how long to wait.
-- ARGV: name of the limit, microseconds one costs, microseconds that may be taken ahead
-- Returns microseconds to wait; 0: it was taken.
-- include gcra
local _, wait = take_from({{ARGV[1], ARGV[2], ARGV[3]}})
return wait
