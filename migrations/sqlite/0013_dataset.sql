CREATE TABLE `errands` (
	`id` text PRIMARY KEY NOT NULL,
	`study_id` integer NOT NULL,
	`kind` text NOT NULL,
	`asked` text NOT NULL,
	`user_id` integer,
	`token_id` integer,
	`state` text NOT NULL,
	`what` text DEFAULT '' NOT NULL,
	`done` integer DEFAULT 0 NOT NULL,
	`parts` integer DEFAULT 0 NOT NULL,
	`outcome` text,
	`created_at` integer NOT NULL,
	`finished_at` integer,
	`stop_asked_at` integer,
	FOREIGN KEY (`study_id`) REFERENCES `studies`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `errands_study` ON `errands` (`study_id`,`kind`);--> statement-breakpoint
CREATE TABLE `mappings` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`study_id` integer NOT NULL,
	`name` text NOT NULL,
	`mapping` text NOT NULL,
	`user_id` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`study_id`) REFERENCES `studies`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `mappings_study_name` ON `mappings` (`study_id`,`name`);--> statement-breakpoint
CREATE TABLE `upload_parts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`upload_id` text NOT NULL,
	`part` integer NOT NULL,
	`content` blob NOT NULL,
	FOREIGN KEY (`upload_id`) REFERENCES `uploads`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `upload_parts_upload_part` ON `upload_parts` (`upload_id`,`part`);--> statement-breakpoint
CREATE TABLE `uploads` (
	`id` text PRIMARY KEY NOT NULL,
	`study_id` integer NOT NULL,
	`user_id` integer,
	`name` text NOT NULL,
	`bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`study_id`) REFERENCES `studies`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `uploads_study` ON `uploads` (`study_id`);--> statement-breakpoint
ALTER TABLE `api_tokens` ADD `hint` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `api_tokens` ADD `last_used_at` integer;--> statement-breakpoint
CREATE INDEX `api_tokens_study` ON `api_tokens` (`study_id`);--> statement-breakpoint
CREATE INDEX `api_tokens_user` ON `api_tokens` (`user_id`);--> statement-breakpoint
ALTER TABLE `cases` ADD `held_out` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `ratings` ADD `untimed` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `staged_ratings` ADD `untimed` integer DEFAULT false NOT NULL;--> statement-breakpoint
UPDATE `cases` SET `held_out` = 1 WHERE json_type(`source`, '$.open') = 'false';--> statement-breakpoint
UPDATE `cases` SET `held_out` = 1 WHERE `id` IN (SELECT `case_id` FROM `variants` WHERE json_type(`item`, '$.metadata.open') = 'false');
