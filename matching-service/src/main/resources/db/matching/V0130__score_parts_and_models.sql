-- Two more parts of a score, and what the models report of their own: how far from the optimum a round may be, and which
-- proposals make up a circle (JSON, the ids of the proposals of each).

alter table match add score_overlap integer not null default 0;
alter table match add score_continuity integer not null default 0;

alter table round add gap bigint not null default 0;
alter table round add circles text not null default '[]';
