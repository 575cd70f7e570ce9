local os = require("os")
if obj.metadata.annotations == nil then obj.metadata.annotations = {} end
obj.metadata.annotations["connection-operator.dev/test-requested-at"] = tostring(os.time())
return obj
