// Shown where the engine cannot run at all.
// Thread: main.

export function CannotStart(props: { message: string; remedy: string }) {
  return (
    <main class="cannot-start" role="alert">
      <h1>Lathe</h1>
      <p>{props.message}</p>
      <p class="muted">{props.remedy}</p>
    </main>
  );
}
