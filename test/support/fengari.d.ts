/** The part of fengari, a Lua in JavaScript, that tests use. */
declare module 'fengari' {
  interface State {
    readonly lua: unique symbol;
  }
  const fengari: {
    to_luastring(text: string): Uint8Array;
    to_jsstring(text: Uint8Array): string;
    lauxlib: {
      luaL_newstate(): State;
      luaL_dostring(state: State, code: Uint8Array): number;
    };
    lualib: { luaL_openlibs(state: State): void };
    lua: {
      LUA_TTABLE: number;
      LUA_TBOOLEAN: number;
      LUA_TNUMBER: number;
      LUA_TSTRING: number;
      lua_type(state: State, index: number): number;
      lua_toboolean(state: State, index: number): boolean;
      lua_tonumber(state: State, index: number): number;
      lua_tostring(state: State, index: number): Uint8Array;
      lua_pushnil(state: State): void;
      lua_next(state: State, index: number): number;
      lua_gettop(state: State): number;
      lua_settop(state: State, index: number): void;
    };
  };
  export default fengari;
}
