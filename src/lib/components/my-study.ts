/** What My cases shows, as the server gives it. */
import type { Standing } from '#lib/domain/qualification.ts';

export type MyCase = {
	assignmentId: number;
	state: 'assigned' | 'in-progress' | 'submitted' | 'reopened';
	rated: number;
	actions: number;
	externalId: string;
	specialty: string;
	submittedAt: number | null;
};

export type MyQualification = {
	standing: Standing;
	/** In per cent. */
	passMark: number;
	/** Points by which an answer may differ from the key and still agree. */
	band: number;
	cases: MyCase[];
	continueWith: MyCase | null;
};
