// The types of the Emscripten glue that `build/wasm` holds once it is built.
declare module '*/lathe-engine.js' {
  const createEngine: import('./engine-module').EngineFactory;
  export default createEngine;
}
declare module '*/lathe-master.js' {
  const createMaster: import('./master-module').MasterFactory;
  export default createMaster;
}
declare module '*/lathe-selftest.js' {
  const createSelfTest: import('./selftest-module').SelfTestFactory;
  export default createSelfTest;
}
declare module '*/lathe-files.js' {
  const createFiles: import('./files-module').FilesFactory;
  export default createFiles;
}
