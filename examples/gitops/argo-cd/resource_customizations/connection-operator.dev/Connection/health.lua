-- Health of a Connection. Needs the open libraries (string, math, os), as all checks that come with Argo CD have.

-- nextTestTime is written at most every 30 minutes while nothing changes, so an hour is certain.
local overdueAfterSeconds = 3600

-- Seconds since 1970 of 2026-01-31T12:00:00Z. os.time would read the parts in the local time zone.
local function epoch(text)
  local y, m, d, h, min, s = string.match(text, "^(%d+)-(%d+)-(%d+)T(%d+):(%d+):(%d+)")
  if y == nil then return nil end
  y, m, d = tonumber(y), tonumber(m), tonumber(d)
  if m <= 2 then
    y = y - 1
    m = m + 12
  end
  local days = 365 * y + math.floor(y / 4) - math.floor(y / 100) + math.floor(y / 400)
  days = days + math.floor((153 * (m - 3) + 2) / 5) + d - 719469
  return days * 86400 + tonumber(h) * 3600 + tonumber(min) * 60 + tonumber(s)
end

local function health(status, message)
  return { status = status, message = message }
end

local function conditionsOf(status)
  local found = {}
  for _, condition in ipairs(status.conditions or {}) do
    found[condition.type] = condition
  end
  return found
end

if obj.spec ~= nil and obj.spec.suspend == true then
  return health("Suspended", "Tests are suspended (spec.suspend)")
end

local status = obj.status or {}
local conditions = conditionsOf(status)
local ready = conditions.Ready

if ready == nil or status.observedGeneration ~= obj.metadata.generation then
  return health("Progressing", "Waiting for the first test of this spec")
end

local text = ready.reason .. ": " .. ready.message
if conditions.Stalled ~= nil and conditions.Stalled.status == "True" then
  return health("Degraded", text)
end

local due = status.nextTestTime ~= nil and epoch(status.nextTestTime) or nil
if due ~= nil and os.time() - due > overdueAfterSeconds then
  return health("Degraded", "The operator is away: the test of " .. status.nextTestTime .. " is overdue")
end

if ready.status == "True" then return health("Healthy", text) end
return health("Progressing", text)
