CREATE TABLE `jobs` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`payload` text NOT NULL,
	`state` text NOT NULL,
	`run_at` integer NOT NULL,
	`attempts` integer NOT NULL,
	`lease_until` integer,
	`created_at` integer NOT NULL,
	`finished_at` integer,
	`error` text
);
--> statement-breakpoint
CREATE INDEX `jobs_state` ON `jobs` (`state`,`run_at`);--> statement-breakpoint
CREATE TABLE `round_actions` (
	`round_id` integer NOT NULL,
	`action_id` integer NOT NULL,
	PRIMARY KEY(`round_id`, `action_id`),
	FOREIGN KEY (`round_id`) REFERENCES `rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`action_id`) REFERENCES `actions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
ALTER TABLE `assignments` ADD `staged_by` text;--> statement-breakpoint
CREATE INDEX `assignments_round` ON `assignments` (`round_id`);--> statement-breakpoint
CREATE INDEX `assignments_staged_by` ON `assignments` (`staged_by`);--> statement-breakpoint
ALTER TABLE `audit_events` ADD `via` text;--> statement-breakpoint
ALTER TABLE `audit_events` ADD `session_id` text;--> statement-breakpoint
ALTER TABLE `audit_events` ADD `token_id` integer;--> statement-breakpoint
ALTER TABLE `audit_events` ADD `request_id` text;--> statement-breakpoint
ALTER TABLE `audit_events` ADD `address` text;--> statement-breakpoint
ALTER TABLE `cases` ADD `staged_by` text;--> statement-breakpoint
CREATE INDEX `cases_staged_by` ON `cases` (`staged_by`);--> statement-breakpoint
ALTER TABLE `rounds` ADD `asks` text DEFAULT 'all' NOT NULL;