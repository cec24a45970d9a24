/** The words by which people call the columns that are wanted, in English, German and a few of other languages. */
import type { MappedField, Purpose } from '#lib/domain/mapping.ts';
import { isSlip } from '#lib/domain/spelling.ts';

type Words = Partial<Record<MappedField, readonly string[]>>;

const words = (text: string) => text.split(/\s+/).filter((word) => word !== '');

const CASE_ID =
	words(`case caseid caseno casenr casenumber casename vignetteid vignetteno vignettenumber patientid
	patientno patientnumber scenarioid promptid questionid id fall fallid fallnr fallnummer fallkennung vignettennummer
	vignettennr cas casid caso patient vignette scenario baseid`);

const OF_CASES: Words = {
	case: CASE_ID,
	specialty:
		words(`specialty speciality specialties discipline department medicalspecialty clinicalspecialty fach
		fachgebiet fachrichtung fachbereich disziplin abteilung specialite especialidad`),
	presentation:
		words(`presentation casetext casedescription casepresentation casesummary casevignette vignette
		vignettetext clinicalvignette clinicalcase description history patienthistory scenario patient patientcase
		prompt summary narrative situation case fall fallbeschreibung falltext fallvignette falldarstellung kasuistik
		anamnese beschreibung vignettentext krankengeschichte presentacion descripcion`),
	question: words(
		`question clinicalquestion query task frage fragestellung klinischefrage aufgabe pregunta`
	),
	reference:
		words(`reference referenceanswer referencerecommendation answer expertanswer goldanswer idealanswer
		modelanswer idealcompletion expertrecommendation solution referenz referenzantwort musterloesung losung loesung
		antwort`),
	held_out: words(`heldout holdout zurueckgehalten`),
	number:
		words(`number no nr actionnumber actionno actionnr actionid action option optionid optionnumber optionno
		itemno itemnumber nummer lfdnr laufendenummer massnahmennummer massnahmennr massnahmeid massnahme empfehlungsnr`),
	text: words(`action actiontext actiondescription option optiontext recommendation recommendedaction intervention measure
		management managementoption managementstep item itemtext statement criterion step treatment proposal suggestion
		text massnahme massnahmentext massnahmen empfehlung handlung handlungsoption aktion vorschlag schritt therapie
		accion recomendacion mesure`),
	category:
		words(`category type kind class actiontype actioncategory categoryofaction actionkind kategorie art typ klasse
		massnahmenart massnahmenkategorie categorie categoria`),
	group: words(`group groupname abstraction alternativegroup gruppe gruppenname cluster`),
	group_type: words(`grouptype abstractiontype gruppentyp gruppenart`),
	depends_on:
		words(`dependson dependencies dependency requires prerequisite prerequisites abhaengigvon abhangigvon
		voraussetzung voraussetzt`),
	is_harm_of_inaction: words(`isharmofinaction harmofinaction inaction unterlassen unterlassung`),
	reference_score:
		words(`referencescore goldscore goldstandard expertscore truescore consensusscore referenzscore
		referenzwert referenzbewertung`)
};

const OF_RATINGS: Words = {
	unit: words(`unit unitid caseaction item itemid caseandaction`),
	case: CASE_ID,
	action:
		words(`action actionid actionno actionnr actionnumber option optionid optionno optionnumber item itemno itemnumber
		number no nr massnahme massnahmennr massnahmennummer nummer recommendation empfehlung`),
	rater:
		words(`rater raterid ratername reviewer reviewerid reviewername physician expert doctor annotator annotatorid
		assessor judge evaluator clinician panelist panellist respondent name user gutachter gutachterin bewerter
		bewerterin arzt aerztin arztin experte expertin pruefer prufer untersucher beurteiler evaluateur evaluador`),
	round: words(`round roundno wave phase iteration delphiround runde durchgang welle`),
	score:
		words(`score rating appropriateness appropriatenessscore value grade mark vote bewertung wertung punkte punktzahl
		note einschaetzung einschatzung beurteilung wert angemessenheit puntuacion`),
	cannot_rate: words(
		`cannotrate cantrate notratable unabletorate reason nichtbewertbar enthaltung abstention abstain`
	),
	comment:
		words(`comment comments remark remarks note notes rationale justification freetext explanation kommentar
		kommentare bemerkung bemerkungen anmerkung anmerkungen begruendung begrundung notiz freitext`),
	flags: words(`flags flag markierung markierungen`),
	active_seconds: words(
		`activeseconds seconds secondsspent duration timespent dauer sekunden bearbeitungszeit`
	),
	rated_at: words(
		`ratedat date timestamp time datetime submittedat createdat datum zeitpunkt zeitstempel`
	)
};

const WORDS: Record<Purpose, Words> = { cases: OF_CASES, ratings: OF_RATINGS };

/** Columns that tell a case in parts: put together where there is no column for all of it. */
const PARTS =
	words(`history historyofpresentillness medicalhistory pastmedicalhistory pmh hpi chiefcomplaint age sex gender
	examination physicalexamination physicalexam exam findings vitals vitalsigns labs laboratory labresults imaging
	medications currentmedication allergies familyhistory socialhistory anamnese vorgeschichte vorerkrankungen befund
	befunde untersuchung koerperlicheuntersuchung korperlicheuntersuchung labor laborwerte bildgebung medikation
	dauermedikation alter geschlecht allergien`);

/** A name without capital letters, accents and all that is neither letter nor digit: `Maßnahme Nr.` is `massnahmenr`. */
function plain(name: string): string {
	const bare = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss');
	return bare.replace(/[^\p{L}\p{N}]/gu, '');
}

/** The words of a name, each plain: those of `actionText` and of `Action text` are the same. */
const wordsOf = (name: string) =>
	name
		.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
		.split(/[^\p{L}\p{N}\p{M}]+/u)
		.map(plain);

/** Of a name with dots, as the columns of JSONL have them, the last part. */
const lastOf = (name: string) => name.slice(name.lastIndexOf('.') + 1);

/** A word of a name that says as much as a name on its own. */
const TELLING = 4;

/** How well a name fits a field: 3 for a name people give it, 2 for one that holds such a word, 1 for a slip; 0 for none. */
export function fit(name: string, field: MappedField, purpose: Purpose): 0 | 1 | 2 | 3 {
	const all = WORDS[purpose][field] ?? [];
	const own = [plain(name), plain(lastOf(name))];
	if (own.some((word) => all.includes(word))) return 3;
	if (wordsOf(lastOf(name)).some((word) => word.length >= TELLING && all.includes(word))) return 2;
	return all.some((word) => isSlip(own[0]!, word)) ? 1 : 0;
}

/** Whether a name is one that people give a column, or begins with one and ends with a number, as `Action 3`. */
export function isWord(name: string): boolean {
	const own = plain(name).replace(/\d+$/, '');
	return EVERY.has(own) || EVERY.has(plain(lastOf(name)));
}

const EVERY = new Set(
	[...Object.values(OF_CASES), ...Object.values(OF_RATINGS), PARTS].flatMap((all) => all)
);

/** Whether a column holds a part of what is told of a case. */
export const isPart = (name: string) => PARTS.includes(plain(name));

/** Whether a name, in any spelling, is that of an action. */
export const isAction = (name: string) =>
	fit(name, 'text', 'cases') === 3 || plain(name) === 'actions';
