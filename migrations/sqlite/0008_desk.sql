CREATE TABLE `mail_templates` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`study_id` integer NOT NULL,
	`kind` text NOT NULL,
	`language` text NOT NULL,
	`subject` text NOT NULL,
	`body` text NOT NULL,
	FOREIGN KEY (`study_id`) REFERENCES `studies`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `mail_templates_study_kind` ON `mail_templates` (`study_id`,`kind`,`language`);--> statement-breakpoint
CREATE TABLE `mails` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`study_id` integer,
	`user_id` integer NOT NULL,
	`address` text NOT NULL,
	`language` text NOT NULL,
	`subject` text NOT NULL,
	`body` text NOT NULL,
	`state` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`automatic` integer DEFAULT false NOT NULL,
	`asked_by` integer,
	`created_at` integer NOT NULL,
	`sent_at` integer,
	`error` text,
	FOREIGN KEY (`study_id`) REFERENCES `studies`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`asked_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `mails_study` ON `mails` (`study_id`);--> statement-breakpoint
CREATE INDEX `mails_user` ON `mails` (`user_id`);--> statement-breakpoint
CREATE TABLE `neighbours` (
	`study_id` integer NOT NULL,
	`specialty` text NOT NULL,
	`neighbour` text NOT NULL,
	PRIMARY KEY(`study_id`, `specialty`, `neighbour`),
	FOREIGN KEY (`study_id`) REFERENCES `studies`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `plan_places` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`plan_id` integer NOT NULL,
	`case_id` integer NOT NULL,
	`member_id` integer,
	`fit` text,
	`by_hand` integer DEFAULT false NOT NULL,
	FOREIGN KEY (`plan_id`) REFERENCES `plans`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member_id`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `plan_places_plan_case_member` ON `plan_places` (`plan_id`,`case_id`,`member_id`);--> statement-breakpoint
CREATE INDEX `plan_places_case` ON `plan_places` (`case_id`);--> statement-breakpoint
CREATE TABLE `plans` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`round_id` integer NOT NULL,
	`seed` integer NOT NULL,
	`state` text NOT NULL,
	`progress` integer DEFAULT 0 NOT NULL,
	`error` text,
	`basis` text DEFAULT '' NOT NULL,
	`user_id` integer,
	`created_at` integer NOT NULL,
	`computed_at` integer,
	FOREIGN KEY (`round_id`) REFERENCES `rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `plans_round` ON `plans` (`round_id`);--> statement-breakpoint
DROP INDEX `assignments_case_member_round`;--> statement-breakpoint
ALTER TABLE `assignments` ADD `repeat` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `assignments` ADD `available_at` integer;--> statement-breakpoint
ALTER TABLE `assignments` ADD `released_at` integer;--> statement-breakpoint
ALTER TABLE `assignments` ADD `release_reason` text;--> statement-breakpoint
ALTER TABLE `assignments` ADD `counts` integer DEFAULT true NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `assignments_case_member_round_repeat` ON `assignments` (`case_id`,`member_id`,`round_id`,`repeat`);--> statement-breakpoint
ALTER TABLE `invitations` ADD `opened_at` integer;--> statement-breakpoint
ALTER TABLE `invitations` ADD `created_by` integer REFERENCES users(id);--> statement-breakpoint
ALTER TABLE `members` ADD `adjudicates` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `members` ADD `load_cap` integer;--> statement-breakpoint
ALTER TABLE `members` ADD `paused_at` integer;--> statement-breakpoint
ALTER TABLE `members` ADD `paused_until` integer;--> statement-breakpoint
ALTER TABLE `members` ADD `pause_reason` text;--> statement-breakpoint
ALTER TABLE `members` ADD `left_at` integer;--> statement-breakpoint
ALTER TABLE `members` ADD `leave_reason` text;--> statement-breakpoint
ALTER TABLE `studies` ADD `generalists` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `studies` ADD `generalists_per_case` integer;--> statement-breakpoint
ALTER TABLE `studies` ADD `repeat_share` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `studies` ADD `repeat_gap_days` integer DEFAULT 14 NOT NULL;--> statement-breakpoint
ALTER TABLE `studies` ADD `silent_days` integer DEFAULT 7 NOT NULL;--> statement-breakpoint
ALTER TABLE `studies` ADD `reminds_itself` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `studies` ADD `remind_every_days` integer DEFAULT 7 NOT NULL;--> statement-breakpoint
ALTER TABLE `users` ADD `language` text;--> statement-breakpoint
ALTER TABLE `users` ADD `unreminded_at` integer;--> statement-breakpoint
ALTER TABLE `users` ADD `seen_at` integer;