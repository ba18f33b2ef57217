-- A round that could not be carried out now is given back, and taken by nobody until not_before. One that a schedule asked for
-- is given back while the feed is late; one that a broker asked for fails then, and the broker sees it.

alter table round_job add not_before timestamptz;
alter table round_job add scheduled boolean not null default false;
