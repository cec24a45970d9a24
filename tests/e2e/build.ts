/** Builds once before the first installation starts, so that none of them waits for another's build. */
import { ROOT, ensureBuilt } from '../../src/cli/built.ts';

export default async function build(): Promise<void> {
	await ensureBuilt(ROOT, (text) => console.log(text));
}
