-- The words that stand now are the first version of each study.
INSERT INTO "study_words" ("study_id", "number", "guidelines", "note", "created_at")
SELECT "id", 1, "guidelines", '', "created_at" FROM "studies";
--> statement-breakpoint
-- A version of guidelines and scale words only grows others beside it: ratings were made under it.
CREATE TRIGGER study_words_append_only BEFORE UPDATE OR DELETE ON "study_words"
	FOR EACH ROW EXECUTE FUNCTION refuse_change('A version of guidelines is never changed or removed.');
