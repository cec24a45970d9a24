/** What drizzle-kit reads to generate migrations for this dialect, and what the queries run on. */
import { columns } from './postgres-columns.ts';
import { define } from './tables.ts';

export const {
	users,
	specialties,
	userSpecialties,
	studies,
	studyWords,
	members,
	rounds,
	cases,
	variants,
	groups,
	actions,
	roundActions,
	assignments,
	qualifications,
	ratings,
	revisions,
	adjudications,
	neighbours,
	plans,
	planPlaces,
	mails,
	mailTemplates,
	imports,
	stagedAssignments,
	stagedRatings,
	releases,
	releaseParts,
	releaseFiles,
	auditEvents,
	jobs,
	sessions,
	invitations,
	apiTokens
} = define(columns);
