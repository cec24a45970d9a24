/**
 * The colours of charts: the tokens of the page with those of the light theme to fall back on, so that a chart is the
 * same drawing where it stands by itself, as a file.
 */
export const INK = 'var(--ink, #1d2327)';
export const SOFT = 'var(--soft, #56606a)';
export const LINE = 'var(--line, #dedad2)';
export const EDGE = 'var(--edge, #8b9299)';
export const PANEL = 'var(--panel, #ffffff)';
export const TINT = 'var(--tint, #e7eff2)';
export const ACCENT = 'var(--accent, #145a75)';
/** Bars of systems and of people that nothing singles out. */
export const BAR = 'var(--bar, #b7bbc0)';
export const PEOPLE = 'var(--bar-people, #7c7f82)';
export const BAD = 'var(--bad, #a02c17)';

/** The points of the scale, and what is written on them; by score, 1 to 9. */
const SCALE = [
	['#8c2d19', '#ffffff'],
	['#bf4c26', '#ffffff'],
	['#eab593', '#1d2327'],
	['#ddd6c8', '#1d2327'],
	['#cbc5b8', '#1d2327'],
	['#d3d9da', '#1d2327'],
	['#a9cddb', '#1d2327'],
	['#2f7794', '#ffffff'],
	['#145a75', '#ffffff']
] as const;

export const fillOf = (score: number) => `var(--s${score}, ${SCALE[score - 1]![0]})`;
export const textOn = (score: number) => `var(--on-s${score}, ${SCALE[score - 1]![1]})`;

/** Five steps of one hue, from little to much, and what is written on them. */
const STEPS = [
	['#e9f1f4', '#1d2327'],
	['#c9dee6', '#1d2327'],
	['#9cc1d0', '#1d2327'],
	['#6fa3b8', '#1d2327'],
	['#145a75', '#ffffff']
] as const;

/** @param step from 0 */
export const stepFill = (step: number) => `var(--k${step + 1}, ${STEPS[step]![0]})`;
export const textOnStep = (step: number) => `var(--on-k${step + 1}, ${STEPS[step]![1]})`;

/** Of the page; a file that is opened elsewhere takes what there is. */
export const FONT = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif";
