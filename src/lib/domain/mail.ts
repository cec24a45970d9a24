/** Mails that Primum sends: which there are, and what may become of one. */

export const MAIL_KINDS = ['invitation', 'reminder', 'round-opened', 'password'] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

/**
 * `waiting` until a mail server took it (`sent`) or refused it too often (`failed`); `dropped` where it was not
 * called for any more when its turn came.
 */
export const MAIL_STATES = ['waiting', 'sent', 'failed', 'dropped'] as const;
export type MailState = (typeof MAIL_STATES)[number];
