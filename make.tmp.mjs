// A study with every state, for screenshots: node make.tmp.mjs DATA
import { openApp, readConfig } from '#lib/server/config.ts';
import { atomically, read } from '#lib/server/db/atomically.ts';
import { seeded } from '#lib/agreement/random.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as assigning from '#lib/server/services/assigning/index.ts';
import * as users from '#lib/server/store/users.ts';
import * as members from '#lib/server/store/members.ts';
import * as studies from '#lib/server/store/studies.ts';
import * as rounds from '#lib/server/store/rounds.ts';
import * as cases from '#lib/server/store/cases.ts';
import * as specialties from '#lib/server/store/specialties.ts';
import * as assignments from '#lib/server/store/assignments.ts';
import * as invitations from '#lib/server/store/invitations.ts';
import { studySettingsSchema } from '#lib/domain/study.ts';
import { randomUUID } from 'node:crypto';
const app = openApp(readConfig({ PRIMUM_DATA: process.argv[2], PRIMUM_LOG: 'silent' }));
const DAY = 864e5; const NOW = Date.now();
let time = NOW - 28 * DAY; app.now = () => time;
const random = seeded(5);
const by = { userId: null, at: time, via: 'installation', session: null, token: null, request: null, address: null };
const write = (f) => atomically(app.db, { ...by, at: time }, f);
const FIRST = 'Kofi Zainab Ruth Oskar Sofia Anneke Gustavo Ines Priya Hana Lena Mateo Yuki Chidi Farid Aoife Tomas Noor Daniela Samuel'.split(' ');
const LAST = 'Boateng Bello Abebe Nyström Petrova van_der_Berg Conti Carvalho Raman Novak Haddad Salinas Tanabe Eze Rahmani O’Hara Solberg Aziz Ferreira Whitfield'.split(' ').map(s=>s.replaceAll('_',' '));
const SPEC = ['Card','Derm','Neuro','Neph','Psych'];
const coordinator = (await read(app.db, users.list)).find(u => u.email === 'coordinator@demo.example');
for (const [slug, nRaters, nCases, nActions] of [['three', 3, 12, 20], ['twenty', 20, 100, 12]]) {
  time = NOW - 28 * DAY;
  const s = studySettingsSchema.parse({ slug, name: slug === 'three' ? 'Chest pain pilot' : 'Consult 100' });
  const hash = coordinator.passwordHash;
  const { study, round, people, items } = await write(function* (tx) {
    const study = yield* studies.insert(tx, { ...s, synthetic: true, createdAt: time });
    const round = yield* rounds.open(tx, { studyId: study.id, number: 1, openedAt: time, dueAt: NOW + 6 * DAY });
    yield* members.insert(tx, { studyId: study.id, userId: coordinator.id, role: 'coordinator', createdAt: time });
    const people = [];
    for (let i = 0; i < nRaters; i++) {
      const u = yield* users.insert(tx, { name: `${FIRST[i]} ${LAST[i]}`, email: `${slug}${i}@x.example`, createdAt: time, passwordHash: i === 13 ? null : hash, disabledAt: i === 16 ? NOW - 2*DAY : null });
      const m = yield* members.insert(tx, { studyId: study.id, userId: u.id, role: 'rater', createdAt: time, ...(i === 5 ? { pausedAt: NOW - 3*DAY, pausedUntil: NOW + 4*DAY, pauseReason: 'Congress' } : {}) });
      if (i === 13) yield* invitations.insert(tx, { tokenHash: randomUUID(), purpose: 'invite', userId: u.id, createdAt: NOW - 6*DAY, expiresAt: NOW + 8*DAY });
      people.push({ ...u, memberId: m.id, actor: { id: u.id, name: u.name, isAdmin: false } });
    }
    const items = [];
    for (const code of SPEC) yield* specialties.ensure(tx, [code]);
    for (let c = 0; c < nCases; c++) {
      const code = SPEC[c % 5];
      const row = yield* cases.insertCase(tx, { studyId: study.id, externalId: `${code}${String(Math.floor(c/5)+1).padStart(3,'0')}`, position: c, specialty: code, presentation: 'A presentation.' });
      yield* cases.insertActions(tx, Array.from({ length: nActions + (c % 5) }, (_, n) => ({ caseId: row.id, number: n+1, position: n, text: `Action ${n+1}`, category: 'Diagnostic', dependsOn: [], isHarmOfInaction: false })));
      items.push(row);
    }
    return { study, round, people, items };
  });
  const withActions = await Promise.all(items.map(async (item) => ({ ...item, actions: await read(app.db, (tx) => cases.actions(tx, { caseId: item.id })) })));
  const work = [];
  await write(function* (tx) {
    for (const [c, item] of withActions.entries()) {
      const start = Math.floor(random() * nRaters);
      const n = c % 17 === 3 && nRaters > 3 ? 2 : 3;
      for (let j = 0; j < n; j++) {
        const person = people[(start + j * (1 + (c % 3)) + (j*j)) % nRaters];
        if (work.some(w => w.item === item && w.person === person)) continue;
        const [a] = yield* assignments.insert(tx, [{ caseId: item.id, memberId: person.memberId, roundId: round.id, state: 'assigned', createdAt: time }]);
        work.push({ item, person, a, when: NOW - 27*DAY + random() * 27 * DAY });
      }
    }
  });
  work.sort((x, y) => x.when - y.when);
  for (const w of work) {
    const i = people.indexOf(w.person);
    if (i === 13 || i === 2 || i === 16 && random() < .5) continue; // not begun
    if (i === 0 && w.when > NOW - 9*DAY) continue; // silent
    if (i === 5 && w.when > NOW - 3*DAY) continue;
    const r = random();
    if (w.when > NOW - 5*DAY && r < .5) continue;
    time = w.when;
    const n = r < .08 ? Math.floor(w.item.actions.length * random()) : w.item.actions.length;
    if (i===16) await app.db; 
    for (const action of w.item.actions.slice(0, n)) { time += 9e3; await rating.saveRating(app, w.person.actor, w.a.id, { operation: randomUUID(), action: action.id, version: 0, value: { score: 1 + Math.floor(random()*9), cannotRate: null, comment: '', flags: [] }, activeMs: 9000 }); }
    if (n === w.item.actions.length && r > .1) await rating.submitCase(app, w.person.actor, w.a.id);
  }
  time = NOW - 2*DAY;
  const signed = work.slice(5, 8);
  for (const w of signed) await rating.reopenCase(app, { id: coordinator.id, name: coordinator.name, isAdmin: false }, slug, w.a.id, 'Look again.').catch(e => console.log(String(e)));
}
await app.db.close(); process.exit(0);
