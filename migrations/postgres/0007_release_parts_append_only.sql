-- The archive of a release only grows, as its files did; parts that no release came of may be thrown away.
CREATE TRIGGER release_parts_no_update BEFORE UPDATE ON "release_parts"
	FOR EACH ROW EXECUTE FUNCTION refuse_change('A part of a release is never changed or removed.');
--> statement-breakpoint
CREATE FUNCTION refuse_removal_from_release() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF EXISTS (SELECT 1 FROM releases WHERE releases.sha256 = OLD.sha256) THEN
		RAISE EXCEPTION '%', TG_ARGV[0];
	END IF;
	RETURN OLD;
END $$;
--> statement-breakpoint
CREATE TRIGGER release_parts_no_delete BEFORE DELETE ON "release_parts"
	FOR EACH ROW EXECUTE FUNCTION refuse_removal_from_release('A part of a release is never changed or removed.');
