/** Which of the people an address asks for. */
import { CARE_GROUPS } from '#lib/domain/care.ts';
import { orderOf } from '#lib/domain/order.ts';
import { ROLES } from '#lib/domain/study.ts';
import { PEOPLE_KEYS, type PeopleView } from '#lib/server/services/people/index.ts';
import { pageNumber } from '#lib/server/web/pages.ts';

/** What an address asks for, as far as there is such a thing. */
export function viewOf(url: URL): PeopleView {
	const given = (name: string) => url.searchParams.get(name);
	return {
		group: CARE_GROUPS.find((group) => group === given('group')) ?? null,
		role: ROLES.find((role) => role === given('role')) ?? null,
		specialty: given('specialty') || null,
		find: given('find') ?? '',
		order: orderOf(url, PEOPLE_KEYS),
		page: pageNumber(url)
	};
}
