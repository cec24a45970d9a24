CREATE INDEX "invitations_user" ON "invitations" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "mails_state" ON "mails" USING btree ("state");--> statement-breakpoint
CREATE INDEX "plan_places_member" ON "plan_places" USING btree ("member_id");