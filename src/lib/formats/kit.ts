/** The NOHARM kit: what the benchmark's own scorer reads. */
export { readKit, type Kit } from './kit-read.ts';
export { byLine, itemLines, ITEMS, writeCase, writeKit, type Finals } from './kit-write.ts';
