/** `npm run reference`: writes what docs/cli.md says of every verb. */
import { readFileSync, writeFileSync } from 'node:fs';
import { everyVerb } from './program.ts';
import { withReference } from './reference.ts';

const DOCUMENT = new URL('../../docs/cli.md', import.meta.url);

writeFileSync(DOCUMENT, withReference(readFileSync(DOCUMENT, 'utf8'), await everyVerb()));
