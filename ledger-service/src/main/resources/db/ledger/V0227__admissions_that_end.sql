-- Which agencies see a participant, beside the lead of its community: as before, while they are admitted to the community.
create or replace view participant_sight (community_id, participant_id, agency_id) as
    select s.community_id, s.participant_id, s.agency_id
    from (select community_id, id as participant_id, agency_id from participant
          union all
          select community_id, participant_id, agency_id from enrolment
          union all
          select community_id, participant_id, programme_agency_id from case_file where state <> 'declined') as s
    join admission m on m.community_id = s.community_id and m.agency_id = s.agency_id;
