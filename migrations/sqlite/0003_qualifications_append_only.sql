-- What a rater achieved on the gold cases, and who accepted one without: it only grows.
CREATE TRIGGER `qualifications_no_update` BEFORE UPDATE ON `qualifications`
BEGIN
	SELECT RAISE(ABORT, 'A qualification is never changed or removed.');
END;
--> statement-breakpoint
CREATE TRIGGER `qualifications_no_delete` BEFORE DELETE ON `qualifications`
BEGIN
	SELECT RAISE(ABORT, 'A qualification is never changed or removed.');
END;
