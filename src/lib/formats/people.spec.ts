import { describe, expect, it } from 'vitest';
import { mendWord, readPeople } from './people.ts';

const one = (line: string) => {
	const [read, ...more] = readPeople(line);
	expect(more).toEqual([]);
	const { name, email, specialties, role, fault } = read!;
	return { name, email, specialties, role, fault };
};

const ELIF = {
	name: 'Elif Aydin',
	email: 'elif.aydin@example.org',
	specialties: ['Hematology'],
	role: null,
	fault: null
};

describe('a line that is typed, or pasted from anywhere', () => {
	it.each([
		'Elif Aydin, elif.aydin@example.org, Hematology',
		'Elif Aydin;elif.aydin@example.org;Hematology',
		'Elif Aydin\telif.aydin@example.org\tHematology',
		'Elif Aydin | elif.aydin@example.org | Hematology',
		'Elif Aydin elif.aydin@example.org Hematology',
		'  Elif   Aydin ,  elif.aydin@example.org ,  Hematology ',
		'Elif Aydin <elif.aydin@example.org> Hematology',
		'Elif Aydin <elif.aydin@example.org>, Hematology',
		'"Elif Aydin" <elif.aydin@example.org>; Hematology',
		'"Elif Aydin","elif.aydin@example.org","Hematology"',
		'"Aydin, Elif";elif.aydin@example.org;Hematology',
		'"Aydin, Elif",elif.aydin@example.org,Hematology',
		'Aydin, Elif; elif.aydin@example.org; Hematology',
		'Aydin, Elif\telif.aydin@example.org\tHematology',
		'Aydin, Elif <elif.aydin@example.org>, Hematology',
		'Elif,Aydin,elif.aydin@example.org,Hematology',
		'Elif\tAydin\telif.aydin@example.org\tHematology',
		'elif.aydin@example.org, Elif Aydin, Hematology',
		'elif.aydin@example.org;Elif Aydin;Hematology',
		'Elif Aydin (elif.aydin@example.org) Hematology',
		'Elif Aydin mailto:elif.aydin@example.org Hematology',
		'Elif\u00a0Aydin,\u200b elif.aydin@example.org, Hematology',
		'Elif Aydin, elif.aydin@example.org, Hematology,,,'
	])('%j', (line) => {
		expect(one(line)).toEqual(ELIF);
	});

	it.each([
		['Nadia Farouk nadia.farouk@example.org Psychiatry / Neurology', ['Psychiatry', 'Neurology']],
		['Priya Raman, priya@example.org, ID, Pulm', ['ID', 'Pulm']],
		['Priya Raman, priya@example.org, "ID, Pulm"', ['ID', 'Pulm']],
		['Priya Raman; priya@example.org; ID + Pulm', ['ID', 'Pulm']],
		['Priya Raman, priya@example.org', []],
		['Priya Raman priya@example.org Infectious diseases', ['Infectious diseases']]
	])('finds the specialties of %j', (line, specialties) => {
		expect(one(line).specialties).toEqual(specialties);
	});

	it('takes a role where one is written', () => {
		expect(one('Bashir Noori, bashir@example.org, observer')).toMatchObject({
			role: 'observer',
			specialties: []
		});
		expect(one('Ines Aasen, ines@example.org, Card, Adjudicator')).toMatchObject({
			role: 'adjudicator',
			specialties: ['Card']
		});
	});

	it('keeps names as they are written', () => {
		for (const name of [
			'Liam O’Hara',
			"Liam O'Hara",
			'Dr. Jean-Luc de la Cruz',
			'李 小龍',
			'Zoë'
		]) {
			expect(one(`${name}, a@example.org, Card`).name).toBe(name);
		}
		expect(one('Zoe\u0308 Okoro, zoe@example.org').name).toBe('Zo\u00eb Okoro');
	});
});

describe('a table with heads', () => {
	it('is read by its heads, in whatever order', () => {
		const text = [
			'Specialty;E-Mail;Last name;First name;Institute',
			'Hematology;elif.aydin@example.org;Aydin;Elif;Ankara',
			'"ID; Pulm";priya@example.org;Raman;Priya;'
		].join('\r\n');
		expect(readPeople(text)).toEqual([
			{ ...ELIF, line: 2, text: 'Hematology;elif.aydin@example.org;Aydin;Elif;Ankara' },
			{
				line: 3,
				text: '"ID; Pulm";priya@example.org;Raman;Priya;',
				name: 'Priya Raman',
				email: 'priya@example.org',
				specialties: ['ID', 'Pulm'],
				role: null,
				fault: null
			}
		]);
	});

	it('obeys a line that names the delimiter, and a mark of the byte order', () => {
		const text = '\ufeffsep=;\nname;email;role\nElif Aydin;elif@example.org;Coordinator\n';
		expect(readPeople(text)).toMatchObject([{ line: 3, name: 'Elif Aydin', role: 'coordinator' }]);
	});

	it('names a role that is none', () => {
		const text = 'name,email,role\nElif,elif@example.org,chief';
		expect(readPeople(text)).toMatchObject([{ role: null, fault: 'no role is called “chief”' }]);
	});
});

it('counts lines as the field does, and passes over those with nothing in them', () => {
	const text = '\nElif, elif@example.org\n\n,,,\n;;\n  \nOwen, owen@example.org\n';
	expect(readPeople(text).map(({ line, name }) => [line, name])).toEqual([
		[2, 'Elif'],
		[7, 'Owen']
	]);
	for (const ending of ['\n', '\r\n', '\r']) {
		expect(readPeople(['a@b.org', 'c@d.org'].join(ending))).toHaveLength(2);
	}
	expect(readPeople('')).toEqual([]);
});

describe('a line that is nobody', () => {
	it.each([
		['Viktor Lindgren, viktor.lindgren@example', 'not an address: nothing after “@example”'],
		['Viktor Lindgren, viktor@', 'not an address: nothing after “viktor@”'],
		['Viktor Lindgren, @example.org', 'not an address: nothing before “@example.org”'],
		['Viktor Lindgren, v@x@example.org', 'not an address: it has two “@”'],
		['Viktor Lindgren, Hematology', 'no address in this line'],
		['Viktor Lindgren', 'no address in this line'],
		['V, v@example.org, w@example.org', 'two addresses in one line: give each person a line']
	])('%j: %s', (line, fault) => {
		expect(one(line)).toMatchObject({ fault });
	});

	it.each(['x', ' ', '"', "'", '\t', 'a,', 'a b ', '(', '.', 'a@'])(
		'is read at once, however long of %j',
		(sign) => {
			const [read] = readPeople(`Elif${sign.repeat(100_000)}y`);
			expect(read!.fault).not.toBeNull();
		}
	);

	it('spoils no other', () => {
		const read = readPeople('"Elif, elif@example.org\nOwen, owen@example.org\n@\n');
		expect(read.map(({ fault }) => fault === null)).toEqual([true, true, false]);
		expect(read[0]).toMatchObject({ name: 'Elif', email: 'elif@example.org' });
	});
});

describe('a word that is mended', () => {
	const text = 'Elif, elif@example.org, Card\r\nJun Cardiolgy, jun@example.org, Cardiolgy\n';

	it('is another one on its line, where it stands last, and nowhere else', () => {
		expect(mendWord(text, 2, 'Cardiolgy', 'Cardiology')).toBe(
			'Elif, elif@example.org, Card\r\nJun Cardiolgy, jun@example.org, Cardiology\n'
		);
		expect(mendWord('a@b.org, infectous  diseses', 1, 'infectous diseses', 'ID')).toBe(
			'a@b.org, ID'
		);
		expect(mendWord('a@b.org, (x)+', 1, '(x)+', '$&')).toBe('a@b.org, $&');
	});

	it('changes nothing that is not there', () => {
		for (const [line, word] of [
			[1, 'Cardiolgy'],
			[9, 'Card'],
			[0, 'Card'],
			[1, '']
		] as const) {
			expect(mendWord(text, line, word, 'x')).toBe(text);
		}
	});
});
