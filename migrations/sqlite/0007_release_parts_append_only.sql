-- The archive of a release only grows, as its files did; parts that no release came of may be thrown away.
CREATE TRIGGER `release_parts_no_update` BEFORE UPDATE ON `release_parts`
BEGIN
	SELECT RAISE(ABORT, 'A part of a release is never changed or removed.');
END;
--> statement-breakpoint
CREATE TRIGGER `release_parts_no_delete` BEFORE DELETE ON `release_parts`
WHEN EXISTS (SELECT 1 FROM `releases` WHERE `releases`.`sha256` = OLD.`sha256`)
BEGIN
	SELECT RAISE(ABORT, 'A part of a release is never changed or removed.');
END;
