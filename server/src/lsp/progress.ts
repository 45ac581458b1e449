import type { Connection, WorkDoneProgressReporter } from 'vscode-languageserver';

/** Progress in the status bar, for work that takes more than half a second; nothing where the client cannot show it. */
export function lateProgress(
  connection: Connection,
  canShow: boolean,
): { report(message: string): void; done(): void } {
  let reporter: (WorkDoneProgressReporter & { done(): void; begin(title: string): void }) | undefined;
  let isDone = false;
  const timer = setTimeout(async () => {
    if (!canShow) return;
    const created = await connection.window.createWorkDoneProgress();
    if (isDone) return;
    created.begin('Ordinal: reading manifests');
    reporter = created;
  }, 500);
  return {
    report: (message) => reporter?.report(message),
    done: () => {
      isDone = true;
      clearTimeout(timer);
      reporter?.done();
    },
  };
}
