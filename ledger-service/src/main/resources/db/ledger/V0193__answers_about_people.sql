-- Whom a kept answer is about, so that what was kept of a request can be forgotten with the person: the answer may hold an
-- agency's reference, and the fingerprint was made of what was sent.
alter table answered add column about uuid;
comment on column answered.about is
    'The participant that the request or its answer names; none for exchanges, which are several people''s.';
create index answered_about on answered (about) where about is not null;
create index answered_transfer on answered (location) where location like '/transfers/%';
