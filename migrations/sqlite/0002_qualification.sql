CREATE TABLE `qualifications` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`member_id` integer NOT NULL,
	`attempt` integer NOT NULL,
	`agreed` integer NOT NULL,
	`of` integer NOT NULL,
	`pass_mark` integer NOT NULL,
	`passed` integer NOT NULL,
	`at` integer NOT NULL,
	`waived_by` integer,
	`reason` text,
	FOREIGN KEY (`member_id`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`waived_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `qualifications_member_attempt` ON `qualifications` (`member_id`,`attempt`);--> statement-breakpoint
ALTER TABLE `cases` ADD `gold` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `studies` ADD `pass_mark` integer;--> statement-breakpoint
ALTER TABLE `studies` ADD `qualification_tries` integer DEFAULT 2 NOT NULL;--> statement-breakpoint
ALTER TABLE `users` ADD `practised_at` integer;