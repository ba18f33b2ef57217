-- More of what an offer and a request say, and of what the ledger tells about a participant.

alter table offer add per text;
alter table offer add availability text;
alter table offer add shows text;
alter table offer add lapses_at timestamptz;
alter table offer add lapsed boolean not null default false;
alter table offer add terms_version bigint not null default 1;
create index offer_lapses on offer (lapses_at) where not withdrawn and not lapsed;
create index offer_participant on offer (participant);

alter table request add availability text;
alter table request add shows text;
alter table request add reach text not null default 'anywhere';
alter table request add role text;
alter table request add setting text;
alter table request add risk text;
alter table request add same_helper boolean not null default false;
alter table request add repeats text;
alter table request add repeat_of uuid;
alter table request add lapsed boolean not null default false;
alter table request add terms_version bigint not null default 1;
create index request_until on request (until_time) where not withdrawn and not lapsed;
create index request_participant on request (participant);
create index match_giver on match (giver);
create index match_receiver on match (receiver);

-- What a community's stewards decided about its matching. Without a row nothing is asked.
create table matching_policy (
    community       uuid primary key,
    preset          text        not null,
    consent_purpose text,
    offer_days      integer,
    reminder_days   integer     not null,
    quiet_days      integer     not null,
    clearances      text,
    version         bigint      not null,
    recorded_at     timestamptz not null
);

-- What the ledger tells of consents, clearances, erasures and accounts was not read before. It is folded again from the
-- first offset, with all that was: the feed begins anew when no position is stored.
alter table community add zone text;
alter table participant add erased boolean not null default false;
alter table account add status text not null default 'open';

create table consent (
    id           uuid primary key,
    participant  uuid not null,
    purpose      text not null,
    given_on     date,
    expires_on   date,
    withdrawn_on date
);
create index consent_participant on consent (participant, purpose);

create table clearance (
    id          uuid primary key,
    participant uuid    not null,
    role        text    not null,
    setting     text    not null,
    outcome     text    not null,
    expires_on  date,
    withdrawn   boolean not null
);
create index clearance_participant on clearance (participant);

create table same_person (
    participant uuid not null,
    same_as     uuid not null,
    primary key (participant, same_as)
);

truncate community, admission, programme, participant, enrolment, account, tie, standing, feed_position, feed_writer;

-- The community's time zone, as far as the ledger told of it.
create function zone_of(uuid) returns text language sql stable
    as $$ select coalesce((select zone from community where id = $1), 'UTC') $$;

-- When a match last changed, for what has gone quiet and for a capacity that is there again in each period.
alter table match add changed_at timestamptz;
update match set changed_at = recorded_at;
alter table match alter changed_at set not null;

-- Whether a participant consents to what the community's policy asks for, today where the community is.
create function consents(uuid, uuid) returns boolean language sql stable
    as $$ select not exists (select from matching_policy p where p.community = $2 and p.consent_purpose is not null)
              or exists (select from matching_policy p join consent c on c.purpose = p.consent_purpose,
                              lateral (select (now() at time zone zone_of($2))::date as today) t
                         where p.community = $2 and c.participant = $1 and c.given_on <= t.today
                           and (c.expires_on is null or c.expires_on >= t.today)
                           and (c.withdrawn_on is null or c.withdrawn_on > t.today)) $$;

-- When a repeating request began first: its rule counts from there.
alter table request add repeat_from timestamptz;
alter table request add repeat_made boolean not null default false;
create index request_repeats on request (from_time) where repeats is not null and not repeat_made and not withdrawn;
