-- Rate limits by the generic cell rate algorithm: of each limit only the time is kept at which
-- nothing would be left of what was taken from it (ITU-T I.371, annex A).
-- `limits`: {{name, microseconds that one more costs, microseconds that may be taken ahead}, …};
-- where the cost is 0 there is no limit, but the name may still be halted.
-- Takes one from each limit and returns 0, 0; or takes nothing and returns the number of the
-- first limit to wait for, and for how many microseconds.
local function take_from(limits)
  local time = redis.call('TIME')
  local now = time[1] * 1000000 + time[2]
  local filled = {}
  for number, limit in ipairs(limits) do
    local name, cost, ahead = limit[1], tonumber(limit[2]), tonumber(limit[3])
    local until_then = math.max(tonumber(redis.call('GET', 'pace:' .. name) or 0), now)
    local wait = math.max(until_then - now - ahead, redis.call('PTTL', 'halted:' .. name) * 1000)
    if wait > 0 then
      return number, math.ceil(wait)
    end
    filled[number] = {'pace:' .. name, until_then + cost, cost}
  end
  for _, each in ipairs(filled) do
    if each[3] > 0 then
      local milliseconds = math.ceil((each[2] - now) / 1000)
      redis.call('SET', each[1], string.format('%.0f', each[2]), 'PX', milliseconds)
    end
  end
  return 0, 0
end
