/**
 * The trail: what was changed that is not a rating, one case a kind of change. (A rating has a history of its
 * own, in its revisions.)
 */
import type { TokenScope } from './api-token.ts';
import type { JsonObject } from './case.ts';
import type { ReferredTo } from './disagreements.ts';
import type { Language } from './language.ts';
import type { MailKind } from './mail.ts';
import type { RulingStanding } from './ruling.ts';
import type { Score } from './scale.ts';
import type { Role } from './study.ts';
import type { SubmissionKind, SubmissionState } from './submission.ts';

/** From where a change was asked for. */
export type Via = 'page' | 'program' | 'command line' | 'installation';

/** Who changes something, when and from where. */
export type By = {
	/** Null for the installation itself and its command line. */
	userId: number | null;
	/** Milliseconds since 1970, UTC. */
	at: number;
	via: Via;
	/** SHA-256 of the id of the session. */
	session: string | null;
	/** The id of the token by which a program was let in. */
	token: number | null;
	/** The id under which the request stands in the log. */
	request: string | null;
	/** The network address the request came from. */
	address: string | null;
};

/** What was changed, as `assignment:12`; a study by its slug and a release by its number. */
type Subject<Kind extends string, Name extends string | number = number> = `${Kind}:${Name}`;

type Given = { caseId: number; memberId: number };
type Signed = { state: string; signedName: string | null; submittedAt: number | null };
type Settings = JsonObject;
/** What somebody does in a study: those columns that change. */
type Duties = { role?: Role; adjudicates?: boolean; loadCap?: number | null };
type AccountChange = {
	name?: string;
	email?: string | null;
	specialties?: readonly string[];
	language?: Language | null;
};
/** What changes of the texts of a case, or of an action by its number. */
export type CaseTexts = {
	presentation?: string;
	question?: string | null;
	reference?: string | null;
	specialty?: string;
};
export type ActionTexts = { number: number; text?: string; category?: string };
/** What changes of a case that no rating rests on. */
export type CaseStructure = {
	heldOut?: boolean;
	guidance?: string | null;
	/** Each as `name: rule count`. */
	groups?: string[];
	/** All but the base presentation. */
	variants?: { externalId: string; presentation: string; description: string | null }[];
	/** The numbers of its actions in their order. */
	order?: number[];
};
/** The same of an action, by its number. */
export type ActionStructure = {
	number: number;
	group?: string | null;
	groupType?: string | null;
	dependsOn?: number[];
	isHarmOfInaction?: boolean;
	referenceScore?: number | null;
};
/** What changes of the settings of a leaderboard. */
type BoardSettings = {
	scheme?: string;
	accepts?: boolean;
	showsOwnResult?: boolean;
	dailyLimit?: number;
	terms?: string;
	/** The id of the submission that is drawn as a line. */
	humanLine?: number | null;
};
/** Nothing but the language where Primum's own words hold. */
type MailWords = { language: Language; subject?: string; body?: string };

/** A version of a submission to the board of a release, by its number. */
type SubmissionLine = { name: string; version: number; release: number };

type Of<What extends string, Rest> = { what: What } & Rest;
type InStudy<What extends string, Rest> = Of<What, { studyId: number } & Rest>;

export type TrailEvent =
	| Of<'installation.set-up', { subject: Subject<'user'> }>
	| Of<'user.signed-in' | 'user.signed-out' | 'user.password-chosen', { subject: Subject<'user'> }>
	| Of<
			'user.added',
			{
				subject: Subject<'user'>;
				new: { name: string; isAdmin: boolean; specialties: readonly string[] };
			}
	  >
	| Of<'user.changed', { subject: Subject<'user'>; old: AccountChange; new: AccountChange }>
	| Of<'user.disabled' | 'user.enabled' | 'user.reset', { subject: Subject<'user'> }>
	| Of<'user.password-changed', { subject: Subject<'user'>; new: { sessionsEnded: number } }>
	| Of<'user.sessions-ended', { subject: Subject<'user'>; new: { sessionsEnded: number } }>
	| Of<
			'user.mail-choice',
			{ subject: Subject<'user'>; old: { reminded: boolean }; new: { reminded: boolean } }
	  >
	| Of<
			'backup.made' | 'backup.restored',
			{ subject: Subject<'backup', string>; new: { madeAt: number; rows: number } }
	  >
	| InStudy<'study.created', { subject: Subject<'study', string>; new: Settings }>
	| InStudy<
			| 'study.changed'
			| 'study.notice'
			| 'study.qualification'
			| 'study.reminders'
			| 'study.planning',
			{ subject: Subject<'study', string>; old: Settings; new: Settings }
	  >
	| InStudy<
			'study.words',
			{
				subject: Subject<'study', string>;
				old: { version: number };
				/** `note`: what the coordinator says was changed; '' for nothing. */
				new: { version: number; note: string };
			}
	  >
	| InStudy<'study.archived' | 'study.unarchived', { subject: Subject<'study', string> }>
	| InStudy<
			'study.cloned',
			{
				subject: Subject<'study', string>;
				/** The study it was made from, and what was taken over. */
				new: { from: string; people: number; cases: number; settings: boolean };
			}
	  >
	| InStudy<
			'study.deleted',
			{ subject: Subject<'study', string>; old: { name: string; cases: number; people: number } }
	  >
	| InStudy<'member.added', { subject: Subject<'member'>; new: { userId: number; role: Role } }>
	| InStudy<'member.removed', { subject: Subject<'member'>; old: { userId: number; role: Role } }>
	| InStudy<'member.changed', { subject: Subject<'member'>; old: Duties; new: Duties }>
	| InStudy<
			'member.paused',
			{ subject: Subject<'member'>; new: { until: number | null }; reason: string }
	  >
	| InStudy<
			'member.left',
			{ subject: Subject<'member'>; new: { givenBack: number; counts: boolean }; reason: string }
	  >
	| InStudy<'member.resumed' | 'member.returned' | 'member.invited', { subject: Subject<'member'> }>
	| InStudy<
			'round.due' | 'round.locked' | 'round.unlocked',
			{
				subject: Subject<'round'>;
				old: { dueAt: number | null; closedAt: number | null };
				new: { dueAt?: number | null; closedAt?: number | null };
			}
	  >
	| InStudy<
			'round.opened',
			{
				subject: Subject<'round'>;
				new: {
					/** How its actions were found: those the rule leaves unresolved, by hand, or what was sent to it. */
					chosen: 'rule' | 'hand' | 'sent';
					actions: number;
					cases: number;
					assignments: number;
					dueAt: number | null;
					sharesComments: boolean;
					asksReason: boolean;
				};
			}
	  >
	| InStudy<'cases.imported', { subject: Subject<'study', string>; new: JsonObject }>
	/** How the columns of somebody's files are read, by the name under which that is kept. */
	| InStudy<'mapping.saved', { subject: Subject<'mapping'>; new: { name: string } }>
	| InStudy<
			'mapping.renamed',
			{ subject: Subject<'mapping'>; old: { name: string }; new: { name: string } }
	  >
	| InStudy<'mapping.removed', { subject: Subject<'mapping'>; old: { name: string } }>
	/**
	 * A mend changes no meaning: the ratings stay. A new wording has everything that it touches rated again; what
	 * nobody has rated is simply changed. What befalls an action is told of its case, which is what has a version.
	 */
	| InStudy<
			'case.mended' | 'case.reworded' | 'case.changed',
			{ subject: Subject<'case'>; old: CaseTexts; new: CaseTexts; reason: string | null }
	  >
	| InStudy<
			'action.mended' | 'action.reworded' | 'action.changed',
			{ subject: Subject<'case'>; old: ActionTexts; new: ActionTexts; reason: string | null }
	  >
	/** A case that was written by hand, and actions that were. */
	| InStudy<
			'case.written',
			{ subject: Subject<'case'>; new: { externalId: string; actions: number } }
	  >
	| InStudy<
			'action.added',
			{
				subject: Subject<'case'>;
				new: { number: number; text: string; category: string };
				reason: string | null;
			}
	  >
	| InStudy<
			'case.structured',
			{ subject: Subject<'case'>; old: CaseStructure; new: CaseStructure; reason: string | null }
	  >
	| InStudy<
			'action.structured',
			{
				subject: Subject<'case'>;
				old: ActionStructure;
				new: ActionStructure;
				reason: string | null;
			}
	  >
	| InStudy<'case.withdrawn' | 'case.restored', { subject: Subject<'case'>; reason: string | null }>
	| InStudy<
			'action.withdrawn' | 'action.restored',
			{ subject: Subject<'case'>; new: { number: number }; reason: string | null }
	  >
	/** A ruling; `old` is the same adjudicator's earlier one, whose place it takes. */
	| InStudy<
			'action.ruled',
			{
				subject: Subject<'case'>;
				old: { number: number; score: Score } | null;
				/** `state`: what the rulings on the action come to with it. */
				new: { number: number; score: Score; state: RulingStanding['state'] };
				reason: string;
			}
	  >
	/** An action that stays open: sent to the next round, or to adjudication and perhaps one adjudicator. */
	| InStudy<
			'action.referred',
			{
				subject: Subject<'case'>;
				new: { number: number; to: ReferredTo; memberId: number | null };
				/** What is said to whoever rules. */
				reason: string | null;
			}
	  >
	| InStudy<
			'action.called-back',
			{ subject: Subject<'case'>; new: { number: number; from: ReferredTo } }
	  >
	| InStudy<
			'case.deleted',
			{ subject: Subject<'case'>; old: { externalId: string; actions: number } }
	  >
	| InStudy<
			'action.deleted',
			{
				subject: Subject<'case'>;
				old: { number: number; text: string };
				reason?: string | null;
			}
	  >
	| InStudy<
			'ratings.imported',
			{ subject: Subject<'study', string>; new: { ratings: number; raters: number } }
	  >
	| InStudy<
			'assignment.made',
			{
				subject: Subject<'assignment'>;
				/** `insteadOf`: whose place it takes; `repeat`: 1 where the case is shown a second time. */
				new: Given & { insteadOf?: number; repeat?: number; availableAt?: number };
			}
	  >
	| InStudy<
			'assignment.removed',
			{ subject: Subject<'assignment'>; old: Given; reason: string | null }
	  >
	| InStudy<
			'assignment.released',
			{
				subject: Subject<'assignment'>;
				old: { state: string };
				new: { counts: boolean };
				reason: string;
			}
	  >
	| InStudy<
			'plan.applied',
			{
				subject: Subject<'round'>;
				/** Assignments made and removed, places chosen by hand, and places that stay empty. */
				new: { seed: number; made: number; removed: number; byHand: number; empty: number };
			}
	  >
	| InStudy<
			'assignment.returned',
			{
				subject: Subject<'assignment'>;
				old: { counts: boolean; reason: string | null };
				new: { counts: true };
			}
	  >
	| InStudy<'ratings.viewed', { subject: Subject<'assignment'> }>
	/** Somebody who runs the study had the names shown behind the pseudonyms of a page of figures. */
	| InStudy<'raters.named', { subject: Subject<'study', string> }>
	| InStudy<
			'assignment.submitted',
			{
				subject: Subject<'assignment'>;
				old: { state: string };
				new: { state: string; signedName: string; signedMeaning: string };
			}
	  >
	| InStudy<
			'assignment.reopened',
			{ subject: Subject<'assignment'>; old: Signed; new: { state: string }; reason: string }
	  >
	| InStudy<
			'assignment.commented',
			{ subject: Subject<'assignment'>; old: { comment: string }; new: { comment: string } }
	  >
	| InStudy<
			'qualification.passed' | 'qualification.not-passed',
			{
				subject: Subject<'member'>;
				new: { attempt: number; agreed: number; of: number; passMark: number; band: number };
			}
	  >
	| InStudy<'qualification.accepted', { subject: Subject<'member'>; reason: string }>
	| InStudy<'mail.reworded', { subject: Subject<'mail', MailKind>; old: MailWords; new: MailWords }>
	| InStudy<'mail.sent-again', { subject: Subject<'mail'>; old: { error: string | null } }>
	| InStudy<'release.made', { subject: Subject<'release'>; new: JsonObject }>
	| InStudy<'release.withdrawn', { subject: Subject<'release'>; reason: string }>
	/** A leaderboard, by the number of its release; `old` is null where it was made. */
	| InStudy<
			'board.changed',
			{ subject: Subject<'board'>; old: BoardSettings | null; new: BoardSettings }
	  >
	| InStudy<'board.published' | 'board.unpublished', { subject: Subject<'board'> }>
	/** `owner`: the id of the account that the token stands for. */
	| InStudy<
			'token.made',
			{
				subject: Subject<'token'>;
				new: { name: string; scope: TokenScope; owner: number; expiresAt: number };
			}
	  >
	| InStudy<'token.revoked', { subject: Subject<'token'>; old: { name: string; owner: number } }>
	/** Of a further version, `old` is the version before it. */
	| InStudy<
			'submission.sent',
			{
				subject: Subject<'submission'>;
				old: { version: number } | null;
				new: SubmissionLine & { kind: SubmissionKind; sha256: string; termsVersion: number | null };
			}
	  >
	| InStudy<
			'submission.approved',
			{
				subject: Subject<'submission'>;
				old: { state: SubmissionState };
				/** The versions that made room for it; left out where none did. */
				new: SubmissionLine & { replaces?: readonly number[] };
			}
	  >
	| InStudy<
			'submission.rejected' | 'submission.withdrawn',
			{
				subject: Subject<'submission'>;
				old: { state: SubmissionState };
				new: SubmissionLine;
				reason: string;
			}
	  >;
