CREATE TABLE `boards` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`release_id` integer NOT NULL,
	`scheme` text NOT NULL,
	`accepts` integer DEFAULT false NOT NULL,
	`shows_own_result` integer DEFAULT true NOT NULL,
	`daily_limit` integer DEFAULT 3 NOT NULL,
	`terms` text DEFAULT '' NOT NULL,
	`terms_version` integer DEFAULT 1 NOT NULL,
	`human_line` integer,
	`baselines` text,
	`created_at` integer NOT NULL,
	`published_at` integer,
	`published_by` integer,
	`version` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`release_id`) REFERENCES `releases`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`published_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `boards_release` ON `boards` (`release_id`);--> statement-breakpoint
CREATE TABLE `submission_cases` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`submission_id` integer NOT NULL,
	`external_id` text NOT NULL,
	`records` integer NOT NULL,
	`done` text NOT NULL,
	`metrics` text NOT NULL,
	FOREIGN KEY (`submission_id`) REFERENCES `submissions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `submission_cases_submission_case` ON `submission_cases` (`submission_id`,`external_id`);--> statement-breakpoint
CREATE TABLE `submission_parts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`submission_id` integer NOT NULL,
	`part` integer NOT NULL,
	`content` blob NOT NULL,
	FOREIGN KEY (`submission_id`) REFERENCES `submissions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `submission_parts_submission_part` ON `submission_parts` (`submission_id`,`part`);--> statement-breakpoint
CREATE TABLE `submission_scores` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`submission_id` integer NOT NULL,
	`scheme` text NOT NULL,
	`scheme_version` integer NOT NULL,
	`figures` text NOT NULL,
	`scored_at` integer NOT NULL,
	FOREIGN KEY (`submission_id`) REFERENCES `submissions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `submission_scores_submission_scheme` ON `submission_scores` (`submission_id`,`scheme`);--> statement-breakpoint
CREATE TABLE `submissions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`board_id` integer NOT NULL,
	`entry` text NOT NULL,
	`version` integer NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`provider` text DEFAULT '' NOT NULL,
	`about` text DEFAULT '' NOT NULL,
	`people` integer,
	`form` text NOT NULL,
	`file_name` text NOT NULL,
	`bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	`records` integer NOT NULL,
	`coverage` text NOT NULL,
	`terms_version` integer,
	`state` text NOT NULL,
	`reason` text,
	`member_id` integer,
	`user_id` integer,
	`token_id` integer,
	`created_at` integer NOT NULL,
	`scored_at` integer,
	`decided_by` integer,
	`decided_at` integer,
	FOREIGN KEY (`board_id`) REFERENCES `boards`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member_id`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `submissions_entry_version` ON `submissions` (`entry`,`version`);--> statement-breakpoint
CREATE INDEX `submissions_board` ON `submissions` (`board_id`,`state`);--> statement-breakpoint
CREATE INDEX `submissions_member` ON `submissions` (`member_id`,`created_at`);