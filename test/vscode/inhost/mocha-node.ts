import { options, Reporter } from './mocha-run.ts';

/** Mocha for an extension host on Node, with its globals in place. */
export async function nodeMocha(): Promise<Mocha> {
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({ ...options, reporter: Reporter as unknown as Mocha.ReporterConstructor });
  // What mocha itself does before it loads a file; here the files are part of the bundle.
  mocha.suite.emit('pre-require', globalThis, null, mocha);
  return mocha;
}
