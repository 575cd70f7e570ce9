-- Health of a Platform.
local function health(status, message)
  return { status = status, message = message }
end

local status = obj.status or {}
local conditions = {}
for _, condition in ipairs(status.conditions or {}) do
  conditions[condition.type] = condition
end

local ready = conditions.Ready
if ready == nil or status.observedGeneration ~= obj.metadata.generation then
  return health("Progressing", "Waiting for the operator to read this spec")
end

local text = ready.reason .. ": " .. ready.message
if ready.status == "True" then return health("Healthy", text) end
if conditions.Stalled ~= nil and conditions.Stalled.status == "True" then
  return health("Degraded", text)
end
return health("Progressing", text)
