import fengari from 'fengari';

const { lua, lauxlib, lualib, to_jsstring: text, to_luastring: bytes } = fengari;
type State = ReturnType<typeof lauxlib.luaL_newstate>;

/**
 * What a script returns that finds `object` in its global `obj`, as Argo CD runs scripts. Lists come back as objects.
 * @throws with what Lua says where the script fails.
 */
export function runLua(script: string, object: object): unknown {
  const state = lauxlib.luaL_newstate();
  lualib.luaL_openlibs(state);
  const failed = lauxlib.luaL_dostring(state, bytes(`obj = ${literal(object)}\n${script}`));
  if (failed) throw new Error(text(lua.lua_tostring(state, -1)));
  return valueAt(state, lua.lua_gettop(state));
}

function literal(value: unknown): string {
  if (Array.isArray(value)) return `{ ${value.map(literal).join(', ')} }`;
  if (typeof value !== 'object' || value === null) return value === null ? 'nil' : JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, inner]) => `[${JSON.stringify(key)}] = ${literal(inner)}`)
    .join(', ')} }`;
}

function valueAt(state: State, index: number): unknown {
  const type = lua.lua_type(state, index);
  if (type === lua.LUA_TBOOLEAN) return lua.lua_toboolean(state, index);
  if (type === lua.LUA_TNUMBER) return lua.lua_tonumber(state, index);
  if (type === lua.LUA_TSTRING) return text(lua.lua_tostring(state, index));
  return type === lua.LUA_TTABLE ? tableAt(state, index) : undefined;
}

function tableAt(state: State, index: number): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  lua.lua_pushnil(state);
  while (lua.lua_next(state, index) !== 0) {
    const top = lua.lua_gettop(state);
    found[String(valueAt(state, top - 1))] = valueAt(state, top);
    lua.lua_settop(state, top - 1);
  }
  return found;
}
