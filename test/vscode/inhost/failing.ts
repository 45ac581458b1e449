/** A suite that fails: proof that a failure comes out of the extension host. */
import { nodeMocha } from './mocha-node.ts';
import { runMocha } from './mocha-run.ts';

export async function run(): Promise<void> {
  const mocha = await nodeMocha();
  suite('on purpose', () => {
    test('passes', () => {});
    test('fails', () => {
      throw new Error('on purpose');
    });
  });
  await runMocha(mocha);
}
