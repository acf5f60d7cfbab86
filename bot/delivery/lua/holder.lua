-- Whether the channel is served under another lease than `mine`; one that ran out is nobody's.
local function is_lost(channel, mine)
  local holder = redis.call('GET', 'sender:' .. channel)
  return holder and holder ~= mine
end
