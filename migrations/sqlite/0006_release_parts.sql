CREATE TABLE `release_parts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`sha256` text NOT NULL,
	`part` integer NOT NULL,
	`created_at` integer NOT NULL,
	`content` blob NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `release_parts_sha256_part` ON `release_parts` (`sha256`,`part`);--> statement-breakpoint
CREATE INDEX `releases_sha256` ON `releases` (`sha256`);