-- The tables of one generation. Sums only: an exchange changes them by adding, a reversal by taking away. Their keys come with
-- keys.sql, once the first copy is in. "part" sets apart what was copied at different times; a reader adds the parts up.

create table ident (
    number int  not null,
    id     uuid not null
);
create sequence ident_number as int;
create sequence part_number as int;

-- Minutes from a giver to a receiver, of hours, redemptions and retirements; "bucket" is a time in quarter hours since 1970 that lies in the same month in every zone.
create table pair (
    community    int      not null,
    programme    int      not null,
    bucket       int      not null,
    kind         int      not null,
    -- Kind of the exchange, flow, whether in a session, and in the lowest bit whether one of the two was there as a professional.
    nature       int      not null,
    giver        int      not null,
    receiver     int      not null,
    part         int      not null,
    minutes      bigint   not null,
    legs         bigint   not null
);

-- How often the pairs of a community in a sheet, a part of time, were changed since the tables have keys. Who remembers them reads
-- them anew when this is another number.
create table pair_sheet (
    community int    not null,
    sheet     int    not null,
    version   bigint not null,
    primary key (community, sheet)
);

-- What was attended of sessions, twice: by each who received (gave = 0), and by each who gave (gave = 1) divided among these.
create table attendance (
    community int    not null,
    bucket    int    not null,
    gave      int    not null,
    person    int    not null,
    part      int    not null,
    minutes   bigint not null
);

create table hours (
    community     int    not null,
    programme     int    not null,
    bucket        int    not null,
    kind          int    not null,
    skill         text   not null,
    provider_role text   not null,
    receiver_role text   not null,
    part          int    not null,
    minutes       bigint not null,
    legs          bigint not null,
    received      bigint not null
);

create table exchange (
    community int    not null,
    programme int    not null,
    bucket    int    not null,
    kind      int    not null,
    part      int    not null,
    settled   bigint not null,
    reversed  bigint not null,
    -- Of those the ones in which several gave and received, less reversed ones.
    sessions  bigint not null,
    -- Settled and reversed ones that were recorded long after the exchange took place.
    late      bigint not null
);

-- What codesign exchanges influenced.
create table decision (
    community int    not null,
    programme int    not null,
    bucket    int    not null,
    decision  text   not null,
    part      int    not null,
    exchanges bigint not null,
    minutes   bigint not null
);

-- How hours were confirmed, and how many of them their giver recorded; only of exchanges that say so.
create table word (
    community     int    not null,
    programme     int    not null,
    bucket        int    not null,
    how           text   not null,
    part          int    not null,
    exchanges     bigint not null,
    minutes       bigint not null,
    self_recorded bigint not null
);

create table balance (
    community int    not null,
    account   int    not null,
    part      int    not null,
    minutes   bigint not null,
    postings  bigint not null
);

create table match (
    community int    not null,
    bucket    int    not null,
    event     text   not null,
    detail    text   not null,
    part      int    not null,
    events    bigint not null,
    minutes   bigint not null
);

create table agency (
    id   uuid primary key,
    code text,
    name text
);

create table community (
    id          uuid primary key,
    code        text,
    name        text,
    time_zone   text,
    lead_agency uuid
);

create table admission (
    community uuid,
    agency    uuid,
    primary key (community, agency)
);

create table programme (
    id        uuid primary key,
    community uuid,
    agency    uuid,
    code      text,
    name      text,
    design    text,
    delivery  text
);

create table participant (
    id        uuid primary key,
    community uuid,
    agency    uuid,
    kind      text,
    size      int
);

create table enrolment (
    id          uuid primary key,
    community   uuid,
    programme   uuid,
    participant uuid,
    role        text,
    arm         text,
    starts      date,
    ends        date
);
create index enrolment_community on enrolment (community, programme);

create table account (
    id        uuid primary key,
    community uuid,
    kind      text,
    owner     uuid
);
create index account_community on account (community);

create table score (
    measure     uuid primary key,
    community   uuid,
    programme   uuid,
    participant uuid,
    group_size  int,
    instrument  text,
    wave        int,
    arm         text,
    score       numeric,
    measured_on date,
    -- What the items sum to, where the instrument converts it.
    raw         int,
    better      text,
    -- Whether the score lies on the side of the cut-off that needs attention.
    beyond_cut_off boolean
);
create index score_community on score (community, programme);

create table service_use (
    id           uuid primary key,
    community    uuid,
    programme    uuid,
    participant  uuid,
    group_size   int,
    type         text,
    arm          text,
    bucket       int,
    before_count bigint,
    before_days  bigint,
    after_count  bigint,
    after_days   bigint
);
create index service_use_community on service_use (community, programme);

-- Two ids of one person, while linked.
create table link (
    participant uuid,
    same_as     uuid,
    community   uuid,
    linked      boolean,
    primary key (participant, same_as)
);
create index link_community on link (community);

-- Times of offers, requests and matches are in seconds since 1970.
create table offer (
    id           uuid primary key,
    community    uuid,
    participant  uuid,
    skill        text,
    minutes      bigint,
    made_at      bigint,
    until_at     bigint,
    withdrawn_at bigint
);
create index offer_community on offer (community);

create table request (
    id           uuid primary key,
    community    uuid,
    participant  uuid,
    skill        text,
    minutes      bigint,
    made_at      bigint,
    from_at      bigint,
    until_at     bigint,
    withdrawn_at bigint
);
create index request_community on request (community);

create table proposal (
    match       uuid primary key,
    community   uuid,
    request     uuid,
    offer       uuid,
    proposed_at bigint,
    agreed_at   bigint,
    declined_at bigint
);
create index proposal_community on proposal (community);

create table fulfilment (
    match        uuid,
    exchange     uuid,
    community    uuid,
    request      uuid,
    -- That of the exchange, where it has one. The first releases did not tell.
    programme    uuid,
    minutes      bigint,
    fulfilled_at bigint,
    undone_at    bigint,
    primary key (match, exchange)
);
create index fulfilment_community on fulfilment (community);

-- A dispute over an exchange, of which there is one at most.
create table dispute (
    exchange    uuid primary key,
    community   uuid,
    programme   uuid,
    -- When the exchange took place. The first releases did not tell: such a dispute counts when it was recorded.
    occurred_at bigint,
    disputed_at bigint,
    reason      text,
    outcome     text
);
create index dispute_community on dispute (community);

-- Of a case, a participant, or a group with its numbers.
create table follow_up (
    id            uuid primary key,
    community     uuid,
    programme     uuid,
    case_id       uuid,
    participant   uuid,
    yes           int,
    no            int,
    lost          int,
    arm           text,
    window_months int,
    event         text,
    outcome       text,
    observed_on   date
);
create index follow_up_community on follow_up (community, programme);

-- What does not count, of whichever kind; it may be read before what it withdraws.
create table withdrawn (
    id        uuid primary key,
    community uuid,
    programme uuid,
    what      text,
    reason    text
);
create index withdrawn_community on withdrawn (community);

-- Money is in minor units of its currency; a year is a financial year by its first calendar year. Times are in seconds since 1970.
create table cost (
    id         uuid primary key,
    community  uuid,
    programme  uuid,
    agency     uuid,
    year       int,
    amount     bigint,
    currency   text,
    price_year int,
    in_kind    boolean,
    preventive boolean,
    grade      int,
    item       text
);
create index cost_community on cost (community, programme);

create table benefit (
    id         uuid primary key,
    community  uuid,
    programme  uuid,
    agency     uuid,
    year       int,
    amount     bigint,
    currency   text,
    price_year int,
    cashable   boolean,
    grade      int,
    item       text
);
create index benefit_community on benefit (community, programme);

create table unit_cost (
    id          uuid primary key,
    community   uuid,
    code        text,
    title       text,
    year        int,
    currency    text,
    amount      bigint,
    source      text,
    inclusions  text,
    payer       uuid,
    grade       int,
    recorded_at bigint
);
create index unit_cost_community on unit_cost (community);

-- How high prices were; only the ratio of two years means something.
create table deflator (
    id          uuid primary key,
    community   uuid,
    currency    text,
    year        int,
    level       numeric,
    source      text,
    recorded_at bigint
);
create index deflator_community on deflator (community);

-- "body" is what the contract of the log has, as JSON with its names in order.
create table contract (
    id           uuid primary key,
    community    uuid,
    code         text,
    commissioner uuid,
    starts       date,
    ends         date,
    ended_on     date,
    end_reason   text,
    body         text,
    recorded_at  bigint
);
create index contract_community on contract (community);

create table appraisal (
    id          uuid primary key,
    community   uuid,
    programme   uuid,
    code        text,
    body        text,
    recorded_at bigint
);
create index appraisal_community on appraisal (community);

create table claim (
    id          uuid primary key,
    community   uuid,
    code        text,
    body        text,
    recorded_at bigint
);
create index claim_community on claim (community);

-- What became of somebody who was referred to a programme.
create table case_file (
    id                uuid primary key,
    community         uuid,
    programme         uuid,
    participant       uuid,
    referrer          uuid,
    reason            text,
    -- When it was recorded; in which month it counts is said by the day of the referral, where that is told.
    referred_at       bigint,
    referred_on       date,
    failure_elsewhere boolean,
    accepted          boolean,
    duty_minutes      bigint,
    people_harmed     int,
    outcome           text
);
create index case_file_community on case_file (community, programme);

-- Support given in a case: what a unit cost, and what it would have cost without the programme.
create table support (
    id              uuid primary key,
    case_id         uuid,
    starts          date,
    ends            date,
    unit            text,
    community       uuid,
    programme       uuid,
    quantity        bigint,
    currency        text,
    unit_pence      bigint,
    otherwise_pence bigint
);
create index support_community on support (community, programme);

-- What a person told of themselves, each an empty text where it was not told or is cleared; the highest version counts. Times are
-- in milliseconds since 1970.
create table band (
    participant uuid primary key,
    version     bigint,
    community   uuid,
    told_at     bigint,
    age         text,
    disability  text,
    ethnicity   text,
    deprivation text
);
create index band_community on band (community);
