/** The parts of what the page is given, by name. */
import type { PageData } from './$types';

export type Coverage = PageData['coverage'];
type Shown = Coverage['shown'];

export type ShownRows = Extract<Shown, { view: 'rows' }>['rows'];
export type ShownCase = ShownRows['rows'][number];
export type ShownMatrix = Extract<Shown, { view: 'matrix' }>['matrix'];
export type Needs = Coverage['needs'];
export type Pace = Coverage['pace'];
export type Progress = Coverage['bySpecialty'];
export type Asked = PageData['asked'];
