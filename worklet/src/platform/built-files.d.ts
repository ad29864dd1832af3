// Built files that Vite turns into addresses.

declare module '*?url&no-inline' {
  const url: string;
  export default url;
}
