import { expect, it } from 'vitest';
import { ActiveTime, IDLE_AFTER_MS } from './active-time.ts';

it('counts for the action that has attention', () => {
	const time = new ActiveTime(0);
	time.focus(0, 1);
	time.focus(4_000, 2);
	time.input(5_000);
	expect(time.take(6_000, 1)).toBe(4_000);
	expect(time.take(6_000, 2)).toBe(2_000);
	expect(time.take(6_000, 2)).toBe(0);
});

it('stops a minute after the last input and goes on with the next', () => {
	const time = new ActiveTime(0);
	time.focus(0, 1);
	time.input(10_000);
	time.input(500_000);
	expect(time.take(505_000, 1)).toBe(10_000 + IDLE_AFTER_MS + 5_000);
});

it('does not count while the page is hidden', () => {
	const time = new ActiveTime(0);
	time.focus(0, 1);
	time.setVisible(3_000, false);
	time.setVisible(30_000, true);
	expect(time.take(31_000, 1)).toBe(4_000);
});

it('counts nothing before an action has attention, and never backwards', () => {
	const time = new ActiveTime(0);
	time.focus(5_000, 1);
	time.input(4_000);
	expect(time.take(4_500, 1)).toBe(0);
	expect(time.take(6_000, 1)).toBe(1_000);
});

it('hands out whole milliseconds, at most an hour', () => {
	const time = new ActiveTime(0);
	time.focus(0, 1);
	for (let at = 0; at <= 4_000_000; at += 30_000.5) time.input(at);
	expect(time.take(4_000_000, 1)).toBe(3_600_000);
	time.focus(4_000_000, 2);
	expect(time.take(4_000_000.7, 2)).toBe(1);
});

it('takes a page that comes back into view for input, and one that goes for none', () => {
	const back = new ActiveTime(0);
	back.focus(0, 1);
	back.setVisible(1_000, false);
	back.setVisible(500_000, true);
	expect(back.take(520_000, 1)).toBe(21_000);
	const gone = new ActiveTime(0);
	gone.focus(0, 1);
	gone.setVisible(70_000, false);
	gone.setVisible(70_000, true);
	expect(gone.take(71_000, 1)).toBe(IDLE_AFTER_MS + 1_000);
});

it('takes going on after a pause for input', () => {
	const time = new ActiveTime(0);
	time.focus(0, 1);
	time.pause(1_000);
	time.resume(500_000);
	expect(time.take(520_000, 1)).toBe(21_000);
});

it('counts from its beginning, at the moment it was given', () => {
	const time = new ActiveTime(1_000_000);
	time.focus(1_000_000, 1);
	expect(time.take(1_005_000, 1)).toBe(5_000);
	expect(time.take(1_005_000, 2)).toBe(0);
});

it('counts nothing while it is paused, whatever the person does', () => {
	const time = new ActiveTime(0);
	time.focus(0, 1);
	time.pause(5_000);
	for (let at = 6_000; at < 200_000; at += 1_000) time.input(at);
	time.focus(200_000, 2);
	time.resume(300_000);
	time.focus(301_000, 1);
	expect(time.take(303_000, 1)).toBe(7_000);
	expect(time.take(303_000, 2)).toBe(1_000);
});

it('keeps the total of what was handed out and what was not', () => {
	const time = new ActiveTime(0);
	time.focus(0, 1);
	time.take(4_000, 1);
	time.focus(5_000, 2);
	expect(time.total(8_000)).toBe(8_000);
	time.pause(9_000);
	expect(time.total(20_000)).toBe(9_000);
});
