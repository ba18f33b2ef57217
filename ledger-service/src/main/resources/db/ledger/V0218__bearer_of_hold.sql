-- Whose own token placed a hold, so that what it is captured by says who gave the word. What was placed before does not say.
alter table hold add column bearer_id uuid;
comment on column hold.bearer_id is 'The participant whose own token placed it, if it was anybody''s.';
