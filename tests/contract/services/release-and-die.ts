/** A process of its own that makes a release, and is killed in the middle: `node release-and-die.ts FILE SLUG WHAT`. */
import { TERMINAL } from '#lib/server/app.ts';
import { connect } from '#lib/server/db/connect.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import { anApp } from '../support.ts';

const [, , file, slug, what] = process.argv;
const onProgress = (far: { what: string; done: number; of: number }) => {
	if (far.what === what && far.done * 2 >= far.of) process.kill(process.pid, 'SIGKILL');
};
await releasing.create(anApp(connect(file!)), TERMINAL, slug!, {}, { onProgress });
