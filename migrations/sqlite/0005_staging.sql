CREATE TABLE `imports` (
	`id` text PRIMARY KEY NOT NULL,
	`study_id` integer NOT NULL,
	`digest` text,
	`lease_until` integer NOT NULL,
	FOREIGN KEY (`study_id`) REFERENCES `studies`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `imports_study` ON `imports` (`study_id`);--> statement-breakpoint
CREATE TABLE `staged_assignments` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`import_id` text NOT NULL,
	`case_id` integer NOT NULL,
	`round_id` integer NOT NULL,
	`rater` text NOT NULL,
	`member_id` integer,
	FOREIGN KEY (`import_id`) REFERENCES `imports`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `staged_assignments_import` ON `staged_assignments` (`import_id`);--> statement-breakpoint
CREATE TABLE `staged_ratings` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`staged_assignment_id` integer NOT NULL,
	`action_id` integer NOT NULL,
	`line` integer NOT NULL,
	`score` integer,
	`cannot_rate` text,
	`comment` text NOT NULL,
	`flags` text NOT NULL,
	`active_ms` integer NOT NULL,
	`rated_at` integer NOT NULL,
	`old` text,
	`new` text NOT NULL,
	FOREIGN KEY (`staged_assignment_id`) REFERENCES `staged_assignments`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `staged_ratings_assignment` ON `staged_ratings` (`staged_assignment_id`);--> statement-breakpoint
DROP INDEX `assignments_staged_by`;--> statement-breakpoint
ALTER TABLE `assignments` DROP COLUMN `staged_by`;