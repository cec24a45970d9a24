-- Records that only grow: whoever asks, by whatever way, the database refuses to change or remove them.
CREATE TRIGGER `revisions_no_update` BEFORE UPDATE ON `revisions`
BEGIN
	SELECT RAISE(ABORT, 'A revision is never changed or removed.');
END;
--> statement-breakpoint
CREATE TRIGGER `revisions_no_delete` BEFORE DELETE ON `revisions`
BEGIN
	SELECT RAISE(ABORT, 'A revision is never changed or removed.');
END;
--> statement-breakpoint
CREATE TRIGGER `audit_events_no_update` BEFORE UPDATE ON `audit_events`
BEGIN
	SELECT RAISE(ABORT, 'An audit event is never changed or removed.');
END;
--> statement-breakpoint
CREATE TRIGGER `audit_events_no_delete` BEFORE DELETE ON `audit_events`
BEGIN
	SELECT RAISE(ABORT, 'An audit event is never changed or removed.');
END;
--> statement-breakpoint
CREATE TRIGGER `release_files_no_update` BEFORE UPDATE ON `release_files`
BEGIN
	SELECT RAISE(ABORT, 'A file of a release is never changed or removed.');
END;
--> statement-breakpoint
CREATE TRIGGER `release_files_no_delete` BEFORE DELETE ON `release_files`
BEGIN
	SELECT RAISE(ABORT, 'A file of a release is never changed or removed.');
END;
--> statement-breakpoint
CREATE TRIGGER `releases_only_withdrawn` BEFORE UPDATE OF `study_id`, `number`, `created_at`, `created_by`, `options`, `manifest`, `sha256` ON `releases`
BEGIN
	SELECT RAISE(ABORT, 'A release is never edited; it can be withdrawn.');
END;
--> statement-breakpoint
CREATE TRIGGER `releases_no_delete` BEFORE DELETE ON `releases`
BEGIN
	SELECT RAISE(ABORT, 'A release is never removed; it can be withdrawn.');
END;
