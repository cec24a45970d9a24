/** Accounts: who has one, by what somebody comes in, and what each can set of their own. */
export {
	add,
	addInvited,
	enrol,
	knownSpecialties,
	list,
	page,
	person,
	setDisabled,
	setSpecialties,
	type NewUser,
	type Person
} from './accounts.ts';
export { answerForgotten, FORGOTTEN, forgotten } from './forgetting.ts';
export { accept, invite, resetLink, setupLink, setupSchema } from './invitations.ts';
export { noteOpened, open, whyClosed, type Opened } from './opening.ts';
export {
	changePassword,
	chooseLanguage,
	chooseReminders,
	endOtherSessions,
	ownAccount,
	rename,
	type OwnAccount
} from './own-account.ts';
export { hasPractised, markPractised } from './practising.ts';
export { noteSeen } from './seeing.ts';
export { signedOut, signIn } from './signing-in.ts';
export { reminded, unknownLink, unsubscribe } from './unsubscribing.ts';
export { DEMO_PASSWORD, offered, ROLES, type DemoAccount } from './demo-accounts.ts';
