CREATE TABLE `study_words` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`study_id` integer NOT NULL,
	`number` integer NOT NULL,
	`guidelines` text NOT NULL,
	`scale_words` text,
	`note` text DEFAULT '' NOT NULL,
	`user_id` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`study_id`) REFERENCES `studies`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `study_words_study_number` ON `study_words` (`study_id`,`number`);--> statement-breakpoint
ALTER TABLE `actions` ADD `withdrawn_at` integer;--> statement-breakpoint
ALTER TABLE `actions` ADD `withdraw_reason` text;--> statement-breakpoint
ALTER TABLE `cases` ADD `wording` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `cases` ADD `withdrawn_at` integer;--> statement-breakpoint
ALTER TABLE `cases` ADD `withdraw_reason` text;--> statement-breakpoint
ALTER TABLE `cases` ADD `version` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `members` ADD `words_read` integer;--> statement-breakpoint
ALTER TABLE `revisions` ADD `words` integer;--> statement-breakpoint
ALTER TABLE `rounds` ADD `shares_comments` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `rounds` ADD `asks_reason` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `rounds` ADD `version` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `studies` ADD `shares_comments` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `studies` ADD `asks_reason` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `studies` ADD `scale_words` text;--> statement-breakpoint
ALTER TABLE `studies` ADD `words_version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `studies` ADD `version` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `studies` ADD `archived_at` integer;--> statement-breakpoint
ALTER TABLE `studies` ADD `deleted_at` integer;