/** Accounts: who has one, and by what somebody comes in. */
export {
	add,
	addInvited,
	enrol,
	knownSpecialties,
	list,
	setDisabled,
	setSpecialties,
	type NewUser,
	type Person
} from './accounts.ts';
export { accept, invite, open, resetLink, setupLink, setupSchema } from './invitations.ts';
export { hasPractised, markPractised } from './practising.ts';
export { signedOut, signIn } from './signing-in.ts';
export { DEMO_PASSWORD, offered, ROLES, type DemoAccount } from './demo-accounts.ts';
