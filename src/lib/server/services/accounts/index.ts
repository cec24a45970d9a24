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
export { accept, open, resetLink, setupLink, setupSchema } from './invitations.ts';
export { hasPractised, markPractised } from './practising.ts';
export { signedOut, signIn } from './signing-in.ts';
export { reminded, unknownLink, unsubscribe } from './unsubscribing.ts';
export { DEMO_PASSWORD, offered, ROLES, type DemoAccount } from './demo-accounts.ts';
