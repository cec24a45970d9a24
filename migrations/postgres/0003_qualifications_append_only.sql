-- What a rater achieved on the gold cases, and who accepted one without: it only grows.
CREATE TRIGGER qualifications_append_only BEFORE UPDATE OR DELETE ON "qualifications"
	FOR EACH ROW EXECUTE FUNCTION refuse_change('A qualification is never changed or removed.');
