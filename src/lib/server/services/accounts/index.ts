/** Accounts: who has one, and by what somebody comes in. */
export {
	add,
	addInvited,
	knownSpecialties,
	list,
	setDisabled,
	type NewUser,
	type Person
} from './accounts.ts';
export { accept, invite, open, resetLink, setupLink, setupSchema } from './invitations.ts';
export { hasPractised, markPractised } from './practising.ts';
export { signedOut, signIn } from './signing-in.ts';
export { reminded, unsubscribe, unsubscribeLink } from './unsubscribing.ts';
export { DEMO_PASSWORD, offered, ROLES, type DemoAccount } from './demo-accounts.ts';
