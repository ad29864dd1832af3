// The type of the Emscripten glue that `build/wasm` holds once it is built.
declare module '*/lathe-engine.js' {
  const createEngine: import('./engine-module').EngineFactory;
  export default createEngine;
}
