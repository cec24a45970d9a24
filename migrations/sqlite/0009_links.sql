CREATE INDEX `invitations_user` ON `invitations` (`user_id`);--> statement-breakpoint
CREATE INDEX `mails_state` ON `mails` (`state`);--> statement-breakpoint
CREATE INDEX `plan_places_member` ON `plan_places` (`member_id`);