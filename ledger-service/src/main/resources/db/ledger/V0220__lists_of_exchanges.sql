-- Exchanges in a state that few are in are found by it. What settles as it is recorded is not in this index.
create index exchange_unsettled on exchange (community_id, state, number) where state <> 'settled';

-- Whom an agency sees is asked for at once, too, and not of one participant after another only.
create index enrolment_of_agency on enrolment (agency_id, community_id, participant_id);
create index case_file_of_agency on case_file (programme_agency_id, community_id, participant_id) where state <> 'declined';
