-- What a reference was given to first is no longer kept under keys: told again after an erasure, it would lead from the reference
-- to the id. Nothing was done for these requests, so that they are decided anew. Of atomic batches the problem lies inside.
delete from answered
where status in (409, 422)
  and (body like '%"/problems/external-ref-in-use"%' or body like '%"/problems/external-ref-of-withdrawn"%');
