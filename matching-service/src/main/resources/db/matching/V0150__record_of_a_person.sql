-- The ties to a participant are found as those from one are, for the record of all that is held of them.
create index tie_receiver on tie (community, receiver);

-- Links of those who were erased before. From now on they are deleted with the erasure.
delete from same_person s using participant p where p.erased and p.id in (s.participant, s.same_as);
