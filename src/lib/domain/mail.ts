/** Mails that Primum sends: which there are, and what may become of one. */

export const MAIL_KINDS = [
	'invitation',
	'reminder',
	'round-opened',
	'next-round',
	'rulings-wait',
	'submission-scored',
	'submission-approved',
	'submission-rejected',
	'password'
] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

/** Those whose words a study can replace; a mail about a password belongs to no study. */
export const STUDY_MAIL_KINDS = [
	'invitation',
	'reminder',
	'round-opened',
	'next-round',
	'rulings-wait',
	'submission-scored',
	'submission-approved',
	'submission-rejected'
] as const satisfies MailKind[];
export type StudyMailKind = (typeof STUDY_MAIL_KINDS)[number];

/** As coordinators read them. */
export const MAIL_KIND_NAMES: Record<MailKind, string> = {
	invitation: 'Invitation',
	reminder: 'Reminder',
	'round-opened': 'New cases',
	'next-round': 'Next round',
	'rulings-wait': 'Rulings wait',
	'submission-scored': 'Submission scored',
	'submission-approved': 'Submission approved',
	'submission-rejected': 'Submission rejected',
	password: 'New password'
};

/**
 * `waiting` until a mail server took it (`sent`) or refused it too often (`failed`); `dropped` where it was not
 * called for any more when its turn came.
 */
export const MAIL_STATES = ['waiting', 'sent', 'failed', 'dropped'] as const;
export type MailState = (typeof MAIL_STATES)[number];

/** As coordinators read them. */
export const MAIL_STATE_NAMES: Record<MailState, string> = {
	waiting: 'Waiting',
	sent: 'Sent',
	failed: 'Failed',
	dropped: 'Not sent'
};
