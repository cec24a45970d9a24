-- Records that only grow: whoever asks, by whatever way, the database refuses to change or remove them.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION '%', TG_ARGV[0];
END $$;
--> statement-breakpoint
CREATE TRIGGER revisions_append_only BEFORE UPDATE OR DELETE ON "revisions"
	FOR EACH ROW EXECUTE FUNCTION refuse_change('A revision is never changed or removed.');
--> statement-breakpoint
CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE ON "audit_events"
	FOR EACH ROW EXECUTE FUNCTION refuse_change('An audit event is never changed or removed.');
--> statement-breakpoint
CREATE TRIGGER release_files_append_only BEFORE UPDATE OR DELETE ON "release_files"
	FOR EACH ROW EXECUTE FUNCTION refuse_change('A file of a release is never changed or removed.');
--> statement-breakpoint
CREATE TRIGGER releases_only_withdrawn BEFORE UPDATE OF "study_id", "number", "created_at", "created_by", "options", "manifest", "sha256" ON "releases"
	FOR EACH ROW EXECUTE FUNCTION refuse_change('A release is never edited; it can be withdrawn.');
--> statement-breakpoint
CREATE TRIGGER releases_no_delete BEFORE DELETE ON "releases"
	FOR EACH ROW EXECUTE FUNCTION refuse_change('A release is never removed; it can be withdrawn.');
