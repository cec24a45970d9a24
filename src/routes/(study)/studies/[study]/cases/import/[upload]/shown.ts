/** What the page of an import is given, and what its form is answered with. */
import type { LookedUpload, Shown, Why } from '#lib/server/services/importing/index.ts';
import type { MappingForm } from './form.ts';
import type { TableFields } from './mapping-fields.ts';
import type { Checked } from './outcomes.ts';

type Table = LookedUpload['tables'][number];

/** A table of the files, with what a page shows of its columns. */
export type ShownTable = Omit<Table, 'columns'> & {
	columns: Pick<Table['columns'][number], 'name' | 'samples' | 'filled' | 'looks'>[];
};

/** What the files hold, and how they are read. */
export type Look = Omit<LookedUpload, 'read' | 'tables'> & {
	tables: ShownTable[];
	fields: TableFields[];
	why: readonly Why[];
	/** The name of the mapping. */
	name: string;
};

/** What was entered of the mapping, and what would come of it. */
export type Mapped = MappingForm & { why: readonly Why[]; shown: Shown | null };

export type Answer = { done?: string; mapped: Mapped | null; checked: Checked | null };

/** An answer, or why there is none. */
export type Answered = Answer & { message?: string };
