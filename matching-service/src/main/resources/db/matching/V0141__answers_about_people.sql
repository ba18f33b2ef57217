-- What a kept answer names, so that it can be emptied with the person that it is about: participants, offers, requests and
-- matches. The key stays taken.
alter table idempotency add about uuid[];

update idempotency i set about =
    (select array_agg(distinct f.found[1]::uuid)
     from regexp_matches(i.body,
                         '"(?:id|participantId|giverId|receiverId|offerId|requestId|proposalId|insteadOf)":"([0-9a-f-]{36})"',
                         'g') as f(found));
create index idempotency_about on idempotency using gin (about);

create function forget_answers(uuid[]) returns void language sql
    as $$ update idempotency set fingerprint = '', status = 410, body = '{}', location = null, version = null, about = null
          where about && ($1
                          || array(select id from offer where participant = any($1))
                          || array(select id from request where participant = any($1))
                          || array(select id from match where giver = any($1))
                          || array(select id from match where receiver = any($1))) $$;

-- Of those who were erased before.
select forget_answers(array(select id from participant where erased));
